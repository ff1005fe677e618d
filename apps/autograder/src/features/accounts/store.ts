import { randomUUID } from "node:crypto";
import type { Role } from "@tinytorch/api";
import Database from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { createToken, hashToken } from "../../tokens.ts";
import type { Audit } from "../audit/audit.ts";
import { nameKey } from "./name-key.ts";
import { nameWarnings } from "./name-warnings.ts";

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

/** A new account with its token, and what a person should look at twice. */
export interface NewUser extends StoredUser, NewToken {
  readonly warnings: readonly string[];
}

/** Accounts and their tokens. */
export interface Users {
  count(): number;
  /** The account a token signs in, or undefined for a token that is unknown or revoked. */
  byToken(token: string): StoredUser | undefined;
  /** The account of exactly this name, or else the one whose name is the same but for case and forms of letters. */
  byName(name: string): StoredUser | undefined;
  /** By name, without those of whom nothing is left but the name in the audit. */
  list(): StoredUser[];
  /** @throws StoreRefusal `name-taken`, also by a name that is the same but for case and forms of letters. */
  create(actor: string, name: string, role: Role, token?: string): NewUser;
  /** One more token; `replace` revokes those the account had before. @throws StoreRefusal `missing`. */
  issueToken(actor: string, userId: string, replace: boolean): NewToken;
  /** @throws StoreRefusal `missing`; a token revoked before counts as not there. */
  revokeToken(actor: string, tokenId: string): void;
  /** Calls `listener` after tokens were revoked. */
  onRevoked(listener: () => void): void;
}

export function openUsers(database: Database.Database, audit: Audit, now: () => number): Users {
  const count = database.prepare<[], number>("SELECT count(*) FROM users").pluck();
  const byToken = database.prepare<[Buffer], StoredUser>(
    "SELECT u.id, u.name, u.role FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ? AND t.revoked_at IS NULL",
  );
  const byName = database.prepare<[{ name: string; key: string }], StoredUser>(
    "SELECT id, name, role FROM users WHERE name = @name OR name_key = @key ORDER BY name = @name DESC LIMIT 1",
  );
  const all = database.prepare<[], StoredUser>(
    "SELECT id, name, role FROM users WHERE erased_at IS NULL ORDER BY name",
  );
  const byId = database.prepare<[string], StoredUser>(
    "SELECT id, name, role FROM users WHERE id = ? AND erased_at IS NULL",
  );
  const insertUser = database.prepare<[string, string, string, Role, number]>(
    "INSERT INTO users (id, name, name_key, role, created_at) VALUES (?, ?, ?, ?, ?)",
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

  const listeners: (() => void)[] = [];
  function tellRevoked(): void {
    for (const listener of listeners) listener();
  }

  const create = database.transaction((actor: string, name: string, role: Role, token: string) => {
    const user: StoredUser = { id: randomUUID(), name, role };
    const warnings = nameWarnings(
      name,
      all.all().map((other) => other.name),
    );
    insertUser.run(user.id, name, nameKey(name), role, now());
    audit({ at: now(), actor, action: "user.created", subject: user.id, detail: { name, role } });
    return { ...user, ...addToken(actor, user.id, token), warnings };
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
    byName: (name) => byName.get({ name, key: nameKey(name) }),
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
    issueToken(actor, userId, replace) {
      const token = issue.immediate(actor, userId, replace);
      if (replace) tellRevoked();
      return token;
    },
    revokeToken(actor, tokenId) {
      withdraw.immediate(actor, tokenId);
      tellRevoked();
    },
    onRevoked: (listener) => {
      listeners.push(listener);
    },
  };
}
