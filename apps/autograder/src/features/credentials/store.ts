import type { User } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import { type Identities, openIdentities, type Subject } from "./identities.ts";
import { type Invitations, type NewInvitation, openInvitations } from "./invitations.ts";
import { openLastUses } from "./last-uses.ts";
import { openOwnTokens } from "./own-tokens.ts";
import { type NewSession, openSessions, type SessionStart, type Sessions } from "./sessions.ts";
import { type NewToken, openTokens, type TokenFacts, type Tokens } from "./tokens.ts";

/** What signs people in: tokens, invitations, browser sessions, and who they are at an OpenID provider. */
export interface Credentials {
  readonly tokens: Pick<Tokens, "held" | "ofUser" | "byId">;
  readonly sessions: Pick<Sessions, "held" | "ofUser" | "byId">;
  readonly invitations: Pick<Invitations, "open" | "byId">;
  readonly identities: Pick<Identities, "account">;
  /** Notes that a token or a session was used now. */
  used(of: "tokens" | "browser_sessions", id: string): void;
  /** Inside a transaction of the caller's, for an account that is there. */
  addToken: Tokens["add"];
  /** One more token; `replace` ends all else that signs the account in. @throws StoreRefusal `missing`, `dropped`, `too-many-tokens`. */
  issueToken(actor: string, userId: string, facts: TokenFacts, replace: boolean): NewToken;
  /**
   * Ends what others may hold of an account: its tokens but those that the person made, and its invitations.
   * Inside a transaction of the caller's, who tells the listeners of it.
   */
  endOfOthers(actor: string, userId: string): EndedOfOthers;
  /** @throws StoreRefusal `missing`. */
  revokeToken(actor: string, tokenId: string): void;
  /** @throws StoreRefusal `missing`, `dropped`. */
  startSession(userId: string, how: SessionStart): NewSession;
  /** @throws StoreRefusal `missing`. */
  endSession(actor: string, sessionId: string): void;
  /** All or none. @throws StoreRefusal `missing`, `dropped`. */
  invite(actor: string, userIds: readonly string[], expiresAt: number): NewInvitation[];
  /** Whoever of these has nothing to sign in with. */
  inviteAll(actor: string, among: readonly string[], expiresAt: number): NewInvitation[];
  /** @throws StoreRefusal `missing`. */
  revokeInvitation(actor: string, invitationId: string): void;
  /** @throws StoreRefusal by what the invitation is, or `dropped`. */
  redeemForToken(secret: string, facts: TokenFacts): { readonly user: User } & NewToken;
  redeemForSession(secret: string, how: SessionStart): { readonly user: User; readonly session: NewSession };
  /** False when the account has another subject of that issuer already. */
  link(userId: string, to: Subject): boolean;
  /** Calls `listener` after something that signs in was taken away. */
  onRevoked(listener: () => void): void;
  /** Writes what is still to be written of when credentials were used. */
  flush(): void;
}

/** How many they were. */
export interface EndedOfOthers {
  readonly tokens: number;
  readonly invitations: number;
}

export function openCredentials(database: Database, audit: Audit, now: () => number): Credentials {
  const uses = openLastUses(database, now);
  const tokens = openTokens(database, audit, now, uses);
  const sessions = openSessions(database, audit, now, uses);
  const invitations = openInvitations(database, audit, now);
  const identities = openIdentities(database, audit, now);
  const ownTokens = openOwnTokens(database);

  const droppedAt = database
    .prepare<[string], number | null>("SELECT dropped_at FROM users WHERE id = ? AND erased_at IS NULL")
    .pluck();
  function requireActive(userId: string): void {
    const at = droppedAt.get(userId);
    if (at === null) return;
    const got = at === undefined ? "none" : "one that was dropped";
    throw new StoreRefusal(
      at === undefined ? "missing" : "dropped",
      `credentials: there must be a user of the course, got ${got} with the id ${userId}`,
    );
  }

  const listeners: (() => void)[] = [];
  function tellRevoked(): void {
    for (const listener of listeners) listener();
  }

  const issue = database.transaction((actor: string, userId: string, facts: TokenFacts, replace: boolean) => {
    requireActive(userId);
    if (replace) {
      for (const { id } of sessions.ofUser(userId)) sessions.end(actor, id);
      for (const { id } of tokens.ofUser(userId)) tokens.revoke(actor, id);
      invitations.revokeOf(actor, userId);
    }
    return tokens.add(actor, userId, facts);
  });
  const invite = database.transaction((actor: string, userIds: readonly string[], expiresAt: number) =>
    userIds.map((userId) => {
      requireActive(userId);
      return invitations.add(actor, userId, expiresAt);
    }),
  );
  const inviteAll = database.transaction((actor: string, among: readonly string[], expiresAt: number) => {
    const able = new Set(among);
    return invite(
      actor,
      invitations.uninvited().filter((id) => able.has(id)),
      expiresAt,
    );
  });
  const redeemForToken = database.transaction((secret: string, facts: TokenFacts) => {
    const user = invitations.redeem(secret);
    requireActive(user.id);
    return { user, ...tokens.add(user.id, user.id, facts) };
  });
  const redeemForSession = database.transaction((secret: string, how: SessionStart) => {
    const user = invitations.redeem(secret);
    requireActive(user.id);
    return { user, session: sessions.start(user.id, how) };
  });
  const revokeToken = database.transaction(tokens.revoke);
  const startSession = database.transaction((userId: string, how: SessionStart) => {
    requireActive(userId);
    return sessions.start(userId, how);
  });
  const endSession = database.transaction(sessions.end);
  const revokeInvitation = database.transaction(invitations.revoke);
  const link = database.transaction(identities.link);

  return {
    ...{ tokens, sessions, invitations, identities },
    used: uses.note,
    addToken: tokens.add,
    issueToken(actor, userId, facts, replace) {
      const token = issue.immediate(actor, userId, facts, replace);
      if (replace) tellRevoked();
      return token;
    },
    endOfOthers(actor, userId) {
      const own = ownTokens(userId);
      const foreign = tokens.ofUser(userId).filter(({ id }) => !own.has(id));
      for (const { id } of foreign) tokens.revoke(actor, id);
      return { tokens: foreign.length, invitations: invitations.revokeOf(actor, userId) };
    },
    revokeToken(actor, tokenId) {
      revokeToken.immediate(actor, tokenId);
      tellRevoked();
    },
    startSession: (userId, how) => startSession.immediate(userId, how),
    endSession(actor, sessionId) {
      endSession.immediate(actor, sessionId);
      tellRevoked();
    },
    invite: (actor, userIds, expiresAt) => invite.immediate(actor, userIds, expiresAt),
    inviteAll: (actor, among, expiresAt) => inviteAll.immediate(actor, among, expiresAt),
    revokeInvitation: (actor, invitationId) => revokeInvitation.immediate(actor, invitationId),
    redeemForToken: (secret, facts) => redeemForToken.immediate(secret, facts),
    redeemForSession: (secret, how) => redeemForSession.immediate(secret, how),
    link: (userId, to) => link.immediate(userId, to),
    onRevoked: (listener) => {
      listeners.push(listener);
    },
    flush: uses.flush,
  };
}
