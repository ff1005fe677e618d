import { randomUUID } from "node:crypto";
import type { Role } from "@tinytorch/api";
import Database from "better-sqlite3";
import { createToken, hashToken } from "../tokens.ts";
import type { Audit } from "./audit.ts";
import { StoreRefusal } from "./store-refusal.ts";

/** An account. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** A token the moment it is made: afterwards it is nowhere. */
export interface NewToken {
  readonly tokenId: string;
  readonly token: string;
}

/** Accounts and their tokens. */
export interface Users {
  count(): number;
  /** The account a token signs in, or undefined for a token that is unknown or revoked. */
  byToken(token: string): StoredUser | undefined;
  byName(name: string): StoredUser | undefined;
  /** By name. */
  list(): StoredUser[];
  /** @throws StoreRefusal `name-taken`. */
  create(actor: string, name: string, role: Role, token?: string): StoredUser & NewToken;
  /** One more token; `replace` revokes those the account had before. @throws StoreRefusal `missing`. */
  issueToken(actor: string, userId: string, replace: boolean): NewToken;
  /** @throws StoreRefusal `missing`; a token revoked before counts as not there. */
  revokeToken(actor: string, tokenId: string): void;
}

export function openUsers(database: Database.Database, audit: Audit, now: () => number): Users {
  const count = database.prepare<[], number>("SELECT count(*) FROM users").pluck();
  const byToken = database.prepare<[Buffer], StoredUser>(
    "SELECT u.id, u.name, u.role FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ? AND t.revoked_at IS NULL",
  );
  const byName = database.prepare<[string], StoredUser>("SELECT id, name, role FROM users WHERE name = ?");
  const all = database.prepare<[], StoredUser>("SELECT id, name, role FROM users ORDER BY name");
  const byId = database.prepare<[string], StoredUser>("SELECT id, name, role FROM users WHERE id = ?");
  const insertUser = database.prepare<[string, string, Role, number]>(
    "INSERT INTO users (id, name, role, created_at) VALUES (?, ?, ?, ?)",
  );
  const insertToken = database.prepare<[string, string, Buffer, number]>(
    "INSERT INTO tokens (id, user_id, hash, created_at) VALUES (?, ?, ?, ?)",
  );
  const valid = database
    .prepare<[string], string>("SELECT id FROM tokens WHERE user_id = ? AND revoked_at IS NULL ORDER BY rowid")
    .pluck();
  const revoke = database.prepare<[number, string]>(
    "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
  );

  function addToken(actor: string, userId: string, token: string): NewToken {
    const tokenId = randomUUID();
    insertToken.run(tokenId, userId, hashToken(token), now());
    audit({ at: now(), actor, action: "token.issued", subject: userId, detail: { tokenId } });
    return { tokenId, token };
  }

  const create = database.transaction((actor: string, name: string, role: Role, token: string) => {
    const user: StoredUser = { id: randomUUID(), name, role };
    insertUser.run(user.id, name, role, now());
    audit({ at: now(), actor, action: "user.created", subject: user.id, detail: { name, role } });
    return { ...user, ...addToken(actor, user.id, token) };
  });

  const withdraw = database.transaction((actor: string, tokenId: string) => {
    if (revoke.run(now(), tokenId).changes === 0) {
      throw new StoreRefusal("missing", `revoke: there must be a valid token, got none with the id ${tokenId}`);
    }
    audit({ at: now(), actor, action: "token.revoked", subject: tokenId });
  });

  const issue = database.transaction((actor: string, userId: string, replace: boolean) => {
    if (byId.get(userId) === undefined) {
      throw new StoreRefusal("missing", `issue: there must be a user, got none with the id ${userId}`);
    }
    if (replace) for (const tokenId of valid.all(userId)) withdraw(actor, tokenId);
    return addToken(actor, userId, createToken());
  });

  return {
    count: () => count.get() ?? 0,
    byToken: (token) => byToken.get(hashToken(token)),
    byName: (name) => byName.get(name),
    create(actor, name, role, token = createToken()) {
      try {
        return create.immediate(actor, name, role, token);
      } catch (error) {
        if (error instanceof Database.SqliteError && error.code === "SQLITE_CONSTRAINT_UNIQUE") {
          throw new StoreRefusal("name-taken", `create: a name must be new, got ${name}`);
        }
        throw error;
      }
    },
    list: () => all.all(),
    issueToken: (actor, userId, replace) => issue.immediate(actor, userId, replace),
    revokeToken: (actor, tokenId) => withdraw.immediate(actor, tokenId),
  };
}
