import {
  type Action,
  ApiError,
  browserSessionsApi,
  invitationsApi,
  type Owner,
  tokensApi,
  type User,
} from "@tinytorch/api";
import type { FastifyRequest } from "fastify";
import { browserName } from "../../http/browser-name.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { csrfTokenOf, requireOwnOrigin } from "../../http/forgery.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { sessionCookies } from "../../http/session-cookie.ts";
import { reachedPerson, requireReach } from "../people/reach.ts";
import type { People } from "../people/store.ts";
import { expiryWithin, futureExpiry, isEndless, requireEndless, tokenBehind } from "./expiry.ts";
import { linkAddress } from "./link-address.ts";
import type { NewSession } from "./sessions.ts";
import { showInvitation, showNewToken, showSession, showToken } from "./shown.ts";

const invitationMilliseconds = 14 * 24 * 3_600_000;

/** Tokens, invitations and browser sessions. */
export const v1: RegisterRoutes = (app, context) => {
  serveTokens(app, context);
  serveInvitations(app, context);
  serveSessions(app, context);
};

type Register = (...args: Parameters<RegisterRoutes>) => void;

const serveTokens: Register = (app, { store: { people, credentials }, clock: { now } }) => {
  serve(app, tokensApi, {
    tokens({ account, query: { user = account.id }, reply: { request } }) {
      requireOwner(people, "credential.end", account, user);
      return { tokens: credentials.tokens.ofUser(user).map((each) => showToken(each, request.credential, now())) };
    },
    createOwnToken({ account, body: { label, scope, expiresAt }, reply: { request } }) {
      const { credential } = request;
      const madeWith = tokenBehind(credential)?.id;
      const facts = { label, scope, expiresAt: expiryWithin(expiresAt, now(), credential), madeWith };
      return showNewToken(credentials.issueToken(account.id, account.id, facts, false));
    },
    createToken({ account, params, body, reply: { request } }) {
      requireReach(people, "token.issue", account, params.id);
      const { label, scope, expiresAt, replace = false } = body ?? {};
      const { credential } = request;
      const madeWith = tokenBehind(credential)?.id;
      const facts = { label, scope, expiresAt: expiryWithin(expiresAt, now(), credential), madeWith };
      return showNewToken(credentials.issueToken(account.id, params.id, facts, replace));
    },
    revokeToken({ account, params: { id } }) {
      requireOwner(people, "credential.end", account, credentials.tokens.byId(id)?.userId);
      credentials.revokeToken(account.id, id);
    },
  });
};

const serveInvitations: Register = (app, { settings, store: { people, credentials }, clock: { now } }) => {
  const cookies = sessionCookies(settings);
  serve(
    app,
    invitationsApi,
    {
      invite({ account, body: { users: named, expiresAt }, reply: { request } }) {
        const until = futureExpiry(expiresAt, now()) ?? now() + invitationMilliseconds;
        const unknown = named?.find((id) => people.byId(id) === undefined);
        if (unknown !== undefined) {
          throw new ApiError("not-found", {
            message: `users: each must be an account's id, got ${unknown}.`,
            field: "users",
          });
        }
        for (const id of named ?? []) requireReach(people, "invitation.change", account, id);
        const among = people.reached("invitation.change", account);
        const teaches = (id: string) => people.byId(id)?.role !== "student";
        if (named?.some(teaches)) requireEndless(request.credential);
        const made =
          named === undefined
            ? credentials.inviteAll(
                account.id,
                isEndless(request.credential) ? among : among.filter((id) => !teaches(id)),
                until,
              )
            : credentials.invite(account.id, [...new Set(named)], until);
        const address = linkAddress(settings, request.socket);
        return {
          invitations: made.map(({ id, user, secret }) => ({
            ...{ id, user },
            // What stands after # is sent to no server: it is in no log on the way.
            link: `${address}/sign-in#invitation=${secret}`,
            expiresAt: isoTime(until),
          })),
        };
      },
      invitations({ account }) {
        const among = new Set(people.reached("invitation.change", account));
        const open = credentials.invitations.open().filter(({ userId }) => among.has(userId));
        return { invitations: open.map((each) => showInvitation(each, now())) };
      },
      revokeInvitation({ account, params }) {
        requireOwner(people, "invitation.change", account, credentials.invitations.byId(params.id)?.userId);
        credentials.revokeInvitation(account.id, params.id);
      },
      redeemInvitation({ body, reply }) {
        if (body.as === "token") {
          const { user, ...made } = credentials.redeemForToken(body.invitation, { label: body.label });
          return { as: body.as, user, ...showNewToken(made) };
        }
        // Another site's page must not sign a browser in as somebody of its choice.
        if (reply.request.headers.origin !== undefined) requireOwnOrigin(reply.request, settings);
        const { user, session } = credentials.redeemForSession(body.invitation, {
          browser: browserName(reply.request),
        });
        cookies.set(reply, session, now());
        return { as: body.as, user };
      },
    },
    { redeemInvitation: { config: { rateLimit: { max: settings.signInsPerMinute } } } },
  );
};

const serveSessions: Register = (app, { settings, store: { people, credentials }, clock: { now } }) => {
  const cookies = sessionCookies(settings);
  serve(app, browserSessionsApi, {
    signInWays: () => ({ oidc: settings.oidc !== null }),
    startSession({ account, reply }) {
      const { credential } = reply.request;
      if (credential?.kind !== "token") {
        throw new ApiError("invalid-request", { message: "A session is started with a token, got another session." });
      }
      const session = credentials.startSession(account.id, { browser: browserName(reply.request), token: credential });
      cookies.set(reply, session, now());
      return current(account, session, csrfTokenOf(session.secret));
    },
    currentSession({ account, reply: { request } }) {
      const session = sessionOf(request);
      return current(account, session, session.csrfToken);
    },
    signOut({ account, reply }) {
      credentials.endSession(account.id, sessionOf(reply.request).id);
      cookies.clear(reply);
    },
    sessions: ({ account, reply: { request } }) => ({
      sessions: credentials.sessions.ofUser(account.id).map((each) => showSession(each, request.credential)),
    }),
    endSession({ account, params: { id }, reply }) {
      requireOwner(people, "credential.end", account, credentials.sessions.byId(id)?.userId);
      credentials.endSession(account.id, id);
      if (reply.request.credential?.id === id) cookies.clear(reply);
    },
  });
};

function current(
  { id: userId, name, role }: User,
  { id, expiresAt }: Pick<NewSession, "id" | "expiresAt">,
  csrfToken: string,
) {
  return { id, user: { id: userId, name, role }, csrfToken, expiresAt: isoTime(expiresAt) };
}

/** @throws ApiError `not-found` when the request came with a token. */
function sessionOf({ credential }: FastifyRequest) {
  if (credential?.kind === "session") return credential;
  throw new ApiError("not-found", { message: "This request came with a token, and with no session of a browser." });
}

/** What is of nobody the account may do it to is not there. */
function requireOwner(people: People, action: Action, account: Owner, userId: string | undefined): void {
  reachedPerson(action, account, userId === undefined ? undefined : people.byId(userId));
}
