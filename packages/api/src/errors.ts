import { z } from "zod";

/**
 * Every error the service answers with: its HTTP status and a sentence a person can act on. A route may put a more
 * exact sentence in the answer; the code and the status are always these.
 */
export const errors = {
  "invalid-request": { status: 400, sentence: "What was sent does not have the form that is asked for." },
  "invalid-json": { status: 400, sentence: "The body must be JSON in UTF-8." },
  "unknown-module": {
    status: 400,
    sentence: "There is no such module in this course.",
  },
  "invalid-submission": { status: 400, sentence: "The files cannot be graded as they are." },
  unauthorized: { status: 401, sentence: "Sign in first, with a token that is valid." },
  forbidden: { status: 403, sentence: "This account may not do that." },
  dropped: {
    status: 403,
    sentence: "This account was dropped from the course: its work and grades stay, and nobody signs in to it.",
  },
  "sign-in-failed": { status: 400, sentence: "The sign-in came to nothing; begin again." },
  "unknown-person": { status: 403, sentence: "Who you are at the provider is nobody of this course." },
  "insufficient-scope": { status: 403, sentence: "This token is not for that; use one of a wider scope." },
  "csrf-token": {
    status: 403,
    sentence:
      "This browser is signed in anew by now: load the page again. A program sends its own session's X-CSRF-Token.",
  },
  "cross-site": { status: 403, sentence: "Requests from other sites are refused." },
  "not-found": { status: 404, sentence: "There is nothing here for this account." },
  "idempotency-key-reused": {
    status: 409,
    sentence: "This idempotency key was already used with other files; use a new key.",
  },
  closed: { status: 409, sentence: "This module takes no more work: the last day for it has passed." },
  "not-released": { status: 409, sentence: "This module takes no work yet: it is not released." },
  "no-attempts": { status: 409, sentence: "This module takes no more work of this account: every attempt is used." },
  "no-late-days": { status: 409, sentence: "There are not as many late days left." },
  "not-possible": { status: 409, sentence: "As things stand this cannot be done." },
  "changed-meanwhile": {
    status: 409,
    sentence: "Somebody decided about this meanwhile; look at what holds now, and decide again.",
  },
  "name-taken": {
    status: 409,
    sentence: "A user of this name, or of one that reads the same, exists already; choose another name.",
  },
  "identifier-taken": { status: 409, sentence: "Another account has this already; it can be one person's alone." },
  "last-admin": {
    status: 409,
    sentence: "This is the last admin's account, and somebody must be left who can say who instructs.",
  },
  "invalid-roster": { status: 400, sentence: "The roster has lines that cannot be applied; a preview names them all." },
  "too-many-tokens": { status: 409, sentence: "This account has as many tokens as it may; revoke one first." },
  "invitation-used": {
    status: 410,
    sentence: "This invitation was used already; ask those who teach the course for another if it was not by you.",
  },
  "invitation-expired": {
    status: 410,
    sentence: "This invitation has expired; ask those who teach the course for another.",
  },
  "invitation-revoked": {
    status: 410,
    sentence: "This invitation was taken back or replaced; use the newest one you were given, or ask for another.",
  },
  "nothing-to-regrade": {
    status: 409,
    sentence: "No submission of this choice has been graded yet, so there is nothing to grade again.",
  },
  "not-ready": {
    status: 409,
    sentence: "This is not in a state for that; look at where it stands now.",
  },
  "question-open": {
    status: 409,
    sentence: "You have an open question about this module already; ask on once it is answered.",
  },
  "too-large": { status: 413, sentence: "The body is too large." },
  "unsupported-media-type": { status: 415, sentence: "Send the body as `Content-Type: application/json`." },
  quota: { status: 413, sentence: "This account keeps as much here as it may; an operator can raise its quota." },
  "daily-cap": {
    status: 429,
    sentence: "As many submissions as a day may have were handed in; the next is taken later.",
  },
  "cool-down": {
    status: 429,
    sentence: "The next attempt is not taken yet; wait a while before it.",
  },
  "rate-limited": { status: 429, sentence: "Too many requests in a short time; wait a minute, then try again." },
  "too-many-streams": {
    status: 429,
    sentence: "Too many reports are followed at once; close one of their pages, or wait a minute.",
  },
  internal: {
    status: 500,
    sentence: "The service failed at this request; report the request id to an instructor.",
  },
  unavailable: {
    status: 503,
    sentence: "The service cannot store or grade right now; try again in a minute.",
  },
} as const satisfies Record<string, { status: number; sentence: string }>;

export type ErrorCode = keyof typeof errors;

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errors, code);

/** What every answer with a status of 400 or above carries. `field` is the path of the offending input. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.string().refine(isErrorCode, "must be a code of the service"),
    message: z.string(),
    field: z.string().optional(),
  }),
  requestId: z.string(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

export interface ApiErrorDetails {
  /** A more exact sentence than the code's own. */
  readonly message?: string | undefined;
  readonly field?: string | undefined;
  readonly requestId?: string | undefined;
  /** Seconds to wait before the same request may work. */
  readonly retryAfter?: number | undefined;
}

/** A request the service refused: thrown by its routes, and by the client on the other side. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly field: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, details: ApiErrorDetails = {}) {
    super(details.message ?? errors[code].sentence);
    this.code = code;
    this.status = errors[code].status;
    this.field = details.field;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
  }
}

/** No answer of the service came back: it is not running, not reachable, or not this service. */
export class ServiceUnreachableError extends Error {
  override readonly name = "ServiceUnreachableError";
}
