import { z } from "zod";
import { userSchema } from "./accounts.ts";
import { anybody } from "./role.ts";
import { get, post, remove } from "./route.ts";

/** The header that a request by cookie which changes something must have, with the session's token. */
export const csrfHeader = "x-csrf-token";

/** The session of the cookie that the request came with. */
export const currentSessionSchema = z.object({
  id: z.uuid(),
  user: userSchema,
  /** What belongs in the header `x-csrf-token` of each request that changes something. */
  csrfToken: z.string(),
  /** When it ends whatever happens; unused it ends sooner. */
  expiresAt: z.iso.datetime(),
});
export type CurrentSession = z.infer<typeof currentSessionSchema>;

/** A session that has not ended. */
export const browserSessionSchema = z.object({
  id: z.uuid(),
  /** What the browser called itself when it signed in. */
  browser: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Whether the request that lists it came with it. */
  isCurrent: z.boolean(),
});
export type BrowserSession = z.infer<typeof browserSessionSchema>;
export const browserSessionListSchema = z.object({ sessions: z.array(browserSessionSchema) });

/** The ways there are besides a token and an invitation. */
export const signInWaysSchema = z.object({
  /** Whether `GET /v1/sign-in/oidc` leads a browser to an OpenID provider. */
  oidc: z.boolean(),
});

const ofSessions = { tag: "credentials", action: "credential.own" } as const;

/** Being signed in with a browser. */
export const browserSessionsApi = {
  signInWays: get("/v1/sign-in", {
    tag: "credentials",
    action: anybody,
    answers: { 200: signInWaysSchema },
    summary: "The ways to sign in",
  }),
  startSession: post("/v1/sessions", {
    ...ofSessions,
    answers: { 201: currentSessionSchema },
    summary: "Sign this browser in with a token of scope all; the session ends with it",
  }),
  currentSession: get("/v1/session", {
    ...ofSessions,
    answers: { 200: currentSessionSchema },
    summary: "The session of this browser, with its CSRF token",
  }),
  signOut: remove("/v1/session", {
    ...ofSessions,
    answers: { 204: z.undefined() },
    summary: "Sign this browser out",
  }),
  sessions: get("/v1/sessions", {
    ...ofSessions,
    answers: { 200: browserSessionListSchema },
    summary: "One's own sessions, newest first",
  }),
  endSession: remove("/v1/sessions/:id", {
    ...ofSessions,
    action: "credential.end",
    params: z.object({ id: z.uuid() }),
    answers: { 204: z.undefined() },
    summary: "End a session: one's own, or another's",
  }),
};
