import { ApiError } from "@tinytorch/api";
import type { Credential } from "../../http/authentication.ts";
import { isoTime } from "../../http/iso-time.ts";
import type { StartingToken } from "./sessions.ts";

/** What is given an end has one within so many years. */
const mostYears = 10;

/** When something new expires, in milliseconds since 1970. @throws ApiError when that is over already, or years and years away. */
export function futureExpiry(expiresAt: string | null | undefined, now: number): number | null {
  if (expiresAt === null || expiresAt === undefined) return null;
  const at = Date.parse(expiresAt);
  if (!(at > now)) throw refusal(`must be later than now, got ${expiresAt}`);
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + mostYears);
  if (at > latest.getTime()) throw refusal(`must be within ${mostYears} years from now, got ${expiresAt}`);
  return at;
}

/** When a token expires that somebody makes: with the token that they signed in with, or before. @throws ApiError when it would not. */
export function expiryWithin(
  expiresAt: string | null | undefined,
  now: number,
  madeWith: Credential | null,
): number | null {
  const end = endOf(madeWith);
  if (end === null) return futureExpiry(expiresAt, now);
  if (expiresAt === undefined) return end;
  const at = futureExpiry(expiresAt, now);
  if (at !== null && at <= end) return at;
  const latest = isoTime(end);
  throw refusal(`must not be after ${latest}, when the token it is made with expires, got ${expiresAt ?? "no end"}`);
}

/**
 * Lets somebody invite who may do more than a student, themselves among them, where that outlasts nothing: what an invitation gives
 * has no end.
 * @throws ApiError when the token that they signed in with has one.
 */
export function requireEndless(madeWith: Credential | null): void {
  const end = endOf(madeWith);
  if (end === null) return;
  const message = `users: with a token that expires students alone may be invited, got one that does at ${isoTime(end)}.`;
  throw new ApiError("invalid-request", { message, field: "users" });
}

/** Whether nothing that somebody makes outlasts what they signed in with. */
export function isEndless(madeWith: Credential | null): boolean {
  return endOf(madeWith) === null;
}

/** When the token expires that somebody signed in with, by itself or by a session; null for never. */
function endOf(madeWith: Credential | null): number | null {
  return tokenBehind(madeWith)?.expiresAt ?? null;
}

/** The token that somebody signed in with, by itself or by a session. */
export function tokenBehind(credential: Credential | null): StartingToken | null {
  return credential?.kind === "session" ? credential.startedWith : credential;
}

function refusal(message: string): ApiError {
  return new ApiError("invalid-request", { message: `expiresAt: ${message}.`, field: "expiresAt" });
}
