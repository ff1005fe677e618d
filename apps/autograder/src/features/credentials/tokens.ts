import { randomUUID } from "node:crypto";
import type { TokenScope } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { createToken, hashToken } from "../../tokens.ts";
import { type Account, type AccountRow, accountColumns, accountOfRow } from "../accounts/account.ts";
import type { Audit } from "../audit/audit.ts";
import type { LastUses } from "./last-uses.ts";

/** Valid tokens that one account may have at once. */
export const mostTokens = 100;

/** A token the moment it is made: afterwards it is nowhere. */
export interface NewToken {
  readonly tokenId: string;
  readonly token: string;
  /** Null never expires. */
  readonly expiresAt: number | null;
}

/** What is decided of a token when it is made; times are milliseconds since 1970. */
export interface TokenFacts {
  readonly label?: string | undefined;
  readonly scope?: TokenScope | undefined;
  /** Null never expires. */
  readonly expiresAt?: number | null | undefined;
  /** The id of the token that its maker signed in with, by itself or by a session; null for another way of signing in. */
  readonly madeWith?: string | null | undefined;
}

/** A token that was not revoked. */
export interface StoredToken {
  readonly id: string;
  readonly userId: string;
  readonly label: string | null;
  readonly scope: TokenScope;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

/** A token that came with a request, and whose it is. */
export interface HeldToken extends Pick<StoredToken, "id" | "scope" | "expiresAt"> {
  readonly account: Account;
  /** It signs nobody in while the person is dropped from the course. */
  readonly dropped: boolean;
}

export interface Tokens {
  /** Undefined for one that is unknown or revoked; an expired one is found too. */
  held(token: string): HeldToken | undefined;
  /** Inside a transaction of the caller's. @throws StoreRefusal `too-many-tokens`. */
  add(actor: string, userId: string, facts: TokenFacts, token?: string): NewToken;
  /** Those that were not revoked, oldest first. */
  ofUser(userId: string): StoredToken[];
  byId(tokenId: string): StoredToken | undefined;
  /** Inside a transaction of the caller's. @throws StoreRefusal `missing`; one revoked before counts as not there. */
  revoke(actor: string, tokenId: string): void;
}

interface HeldRow extends Pick<StoredToken, "id" | "scope" | "expiresAt">, AccountRow {}

export function openTokens(database: Database, audit: Audit, now: () => number, uses: LastUses): Tokens {
  const held = database.prepare<[Buffer], HeldRow>(
    `SELECT t.id, t.scope, t.expires_at AS expiresAt, ${accountColumns}
     FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ? AND t.revoked_at IS NULL`,
  );
  const columns = `id, user_id AS userId, label, scope, created_at AS createdAt, expires_at AS expiresAt,
    last_used_at AS lastUsedAt`;
  const ofUser = database.prepare<[string], StoredToken>(
    `SELECT ${columns} FROM tokens WHERE user_id = ? AND revoked_at IS NULL ORDER BY rowid`,
  );
  const byId = database.prepare<[string], StoredToken>(
    `SELECT ${columns} FROM tokens WHERE id = ? AND revoked_at IS NULL`,
  );
  const insert = database.prepare<[object]>(
    `INSERT INTO tokens (id, user_id, hash, label, scope, created_at, expires_at)
     VALUES (@tokenId, @userId, @hash, @label, @scope, @at, @expiresAt)`,
  );
  const revoke = database.prepare<[number, string]>(
    "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
  );
  const withUse = (token: StoredToken): StoredToken => ({
    ...token,
    lastUsedAt: uses.pending(token.id) ?? token.lastUsedAt,
  });

  return {
    held(token) {
      const row = held.get(hashToken(token));
      if (row === undefined) return undefined;
      const { id, scope, expiresAt, droppedAt } = row;
      return { id, scope, expiresAt, account: accountOfRow(row), dropped: droppedAt !== null };
    },
    add(actor, userId, { label, scope = "all", expiresAt = null, madeWith = null }, token = createToken()) {
      const at = now();
      const valid = ofUser.all(userId).filter((each) => each.expiresAt === null || each.expiresAt > at);
      if (valid.length >= mostTokens) {
        throw new StoreRefusal("too-many-tokens", `add: an account may have ${mostTokens} tokens, got one more`);
      }
      const tokenId = randomUUID();
      insert.run({ tokenId, userId, hash: hashToken(token), label: label ?? null, scope, at, expiresAt });
      audit({ at, actor, action: "token.issued", subject: userId, detail: { tokenId, scope, madeWith } });
      return { tokenId, token, expiresAt };
    },
    ofUser: (userId) => ofUser.all(userId).map(withUse),
    byId(tokenId) {
      const token = byId.get(tokenId);
      return token && withUse(token);
    },
    revoke(actor, tokenId) {
      if (revoke.run(now(), tokenId).changes === 0) {
        throw new StoreRefusal("missing", `revoke: there must be a valid token, got none with the id ${tokenId}`);
      }
      audit({ at: now(), actor, action: "token.revoked", subject: tokenId });
    },
  };
}
