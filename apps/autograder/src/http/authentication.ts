import { ApiError, type Callers, type User } from "@tinytorch/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Users } from "../features/accounts/store.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whose token came with the request; null without a valid one. */
    account: User | null;
    /** Whether the token that it came with is valid by now; what goes on for long asks again. */
    isSignedIn(): boolean;
  }
  interface FastifyContextConfig {
    /** Who may call the route; every signed-in account when absent. */
    roles?: Callers;
  }
}

const bearer = /^Bearer ([A-Za-z0-9_-]{43})$/i;

/** Looks up who is asking of a scope, before the rate limits, so that they know it too; refuses nobody yet. */
export function identifyAccounts(scope: FastifyInstance, users: Users): void {
  scope.addHook("onRequest", async (request) => {
    const token = bearer.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) return;
    request.isSignedIn = () => users.byToken(token) !== undefined;
    request.account = users.byToken(token) ?? null;
  });
}

/**
 * Refuses every request to this scope's routes without a valid token, or with one whose role the route does not name.
 * It runs after the rate limits, so that guessed tokens are counted, and before the body is read.
 */
export function requireAccount(scope: FastifyInstance): void {
  scope.addHook("preParsing", async (request) => {
    const { roles } = request.routeOptions.config;
    if (roles === "anybody") return;
    const { role } = accountOf(request);
    if (roles !== undefined && !roles.includes(role)) throw new ApiError("forbidden");
  });
}

/** The account behind a request. @throws ApiError `unauthorized` */
export function accountOf(request: FastifyRequest): User {
  if (request.account === null) throw new ApiError("unauthorized");
  return request.account;
}
