import { type Action, ApiError, scopeCovers, type TokenScope, whose } from "@tinytorch/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "../features/accounts/account.ts";
import type { StartingToken } from "../features/credentials/sessions.ts";
import type { Credentials } from "../features/credentials/store.ts";
import type { Settings } from "../settings.ts";
import { csrfTokenOf, requireCsrfToken, requireOwnOrigin } from "./forgery.ts";
import { isoTime } from "./iso-time.ts";
import type { SessionCookies } from "./session-cookie.ts";

/** What a request signs in with. */
export type Credential =
  | { readonly kind: "token"; readonly id: string; readonly scope: TokenScope; readonly expiresAt: number | null }
  | {
      readonly kind: "session";
      readonly id: string;
      readonly expiresAt: number;
      readonly csrfToken: string;
      /** The token that started it; null for another way of signing in. */
      readonly startedWith: StartingToken | null;
    };

declare module "fastify" {
  interface FastifyRequest {
    /** Whose token or session came with the request; null without a valid one. */
    account: Account | null;
    /** What it came with; null without a valid one. */
    credential: Credential | null;
    /** Why what it came with signs nobody in, where there is more to say than that. */
    notSignedIn: ApiError | null;
    /** The account as it is by now, if what the request came with is still valid; what goes on for long asks again. */
    accountNow(): Account | undefined;
  }
  interface FastifyContextConfig {
    /** What the route does, by which `permissions` says who may call it; every signed-in account when absent. */
    action?: Action | "anybody";
    /** What a token must be for; to read for a GET and everything for the rest when absent. */
    scope?: TokenScope;
  }
}

const bearer = /^Bearer ([A-Za-z0-9_-]{43})$/i;

/** Looks up who is asking of a scope, before the rate limits, so that they know it too; refuses nobody yet. */
export function identifyAccounts(
  scope: FastifyInstance,
  credentials: Credentials,
  cookies: SessionCookies,
  now: () => number,
): void {
  const { tokens, sessions } = credentials;
  const isOver = (expiresAt: number | null): expiresAt is number => expiresAt !== null && expiresAt <= now();

  function byToken(request: FastifyRequest, token: string): void {
    const held = tokens.held(token);
    if (held === undefined) return;
    const { account, dropped, ...facts } = held;
    if (isOver(facts.expiresAt)) request.notSignedIn = expired(facts.expiresAt);
    else if (dropped) request.notSignedIn = new ApiError("dropped");
    else {
      request.account = account;
      request.credential = { kind: "token", ...facts };
      request.accountNow = () => {
        const still = tokens.held(token);
        return still === undefined || still.dropped || isOver(still.expiresAt) ? undefined : still.account;
      };
      credentials.used("tokens", held.id);
    }
  }

  function bySession(request: FastifyRequest, secret: string): void {
    const held = sessions.held(secret);
    if (held === undefined) return;
    const { account, dropped, ...facts } = held;
    if (dropped) request.notSignedIn = new ApiError("dropped");
    else {
      request.account = account;
      request.credential = { kind: "session", ...facts, csrfToken: csrfTokenOf(secret) };
      request.accountNow = () => {
        const still = sessions.held(secret);
        return still === undefined || still.dropped ? undefined : still.account;
      };
      credentials.used("browser_sessions", held.id);
    }
  }

  scope.addHook("onRequest", async (request) => {
    const { authorization } = request.headers;
    // Who sends a token is asked for it alone: a cookie beside it would hide that it is worth nothing.
    if (authorization !== undefined) {
      const token = bearer.exec(authorization)?.[1];
      if (token !== undefined) byToken(request, token);
      return;
    }
    const secret = cookies.read(request);
    if (secret !== undefined) bySession(request, secret);
  });
}

/**
 * Refuses every request to this scope's routes without a valid token or session, with one whose role may do what the
 * route does to nobody or whose token is for less, and by cookie what changes something unless it comes from a page of
 * this server. It runs after the rate limits, so that guessed tokens are counted, and before the body is read.
 */
export function requireAccount(scope: FastifyInstance, settings: Pick<Settings, "publicUrl">): void {
  scope.addHook("preParsing", async (request) => {
    const { action, scope: taken } = request.routeOptions.config;
    if (action === "anybody") return;
    const { role } = accountOf(request);
    const { credential } = request;
    const reads = request.method === "GET" || request.method === "HEAD";
    if (credential?.kind === "session" && !reads) {
      requireOwnOrigin(request, settings);
      requireCsrfToken(request, credential.csrfToken);
    }
    if (action !== undefined && whose(action, role) === "nobody") throw new ApiError("forbidden");
    if (credential?.kind === "token") requireScope(credential.scope, taken ?? (reads ? "read" : "all"));
  });
}

function requireScope(held: TokenScope, taken: TokenScope): void {
  if (scopeCovers(held, taken)) return;
  throw new ApiError("insufficient-scope", { message: `This token has the scope ${held}, and this takes ${taken}.` });
}

/** The account behind a request. @throws ApiError `unauthorized`, which says so of a token that has expired, or `dropped`. */
export function accountOf({ account, notSignedIn }: Pick<FastifyRequest, "account" | "notSignedIn">): Account {
  if (account !== null) return account;
  throw notSignedIn ?? new ApiError("unauthorized");
}

function expired(at: number): ApiError {
  const when = isoTime(at);
  return new ApiError("unauthorized", { message: `This token expired at ${when}; sign in with another.` });
}
