import type { Role } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Credentials } from "../credentials/store.ts";
import type { NewToken } from "../credentials/tokens.ts";
import type { People } from "../people/store.ts";
import { inOrderOfName } from "./account.ts";
import { nameKey } from "./name-key.ts";
import { nameWarnings } from "./name-warnings.ts";

/** An account. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** A new account with its token, and what a person should look at twice. */
export interface NewUser extends StoredUser, NewToken {
  readonly warnings: readonly string[];
}

/** What an account signs in with first. */
export interface FirstToken {
  /** A new one by default. */
  readonly token?: string;
  /** Null, as by default, never expires. */
  readonly expiresAt?: number | null;
}

/** Accounts. */
export interface Users {
  count(): number;
  /** The account of exactly this name, or else the one whose name is the same but for case and forms of letters. */
  byName(name: string): StoredUser | undefined;
  /** By name, without those of whom nothing is left but the name in the audit. */
  list(): StoredUser[];
  /** @throws StoreRefusal `name-taken`, also by a name that is the same but for case and forms of letters. */
  create(actor: string, name: string, role: Role, first?: FirstToken): NewUser;
}

export function openUsers(
  database: Database,
  people: Pick<People, "add">,
  { addToken }: Pick<Credentials, "addToken">,
): Users {
  const count = database.prepare<[], number>("SELECT count(*) FROM users").pluck();
  const byName = database.prepare<[{ name: string; key: string }], StoredUser>(
    "SELECT id, name, role FROM users WHERE name = @name OR name_key = @key ORDER BY name = @name DESC LIMIT 1",
  );
  const all = database.prepare<[], StoredUser>(
    `SELECT id, name, role FROM users u WHERE erased_at IS NULL ${inOrderOfName}`,
  );

  const create = database.transaction((actor: string, name: string, role: Role, first: FirstToken): NewUser => {
    const warnings = nameWarnings(
      name,
      all.all().map((other) => other.name),
    );
    const id = people.add(actor, { login: name, role });
    const { token, expiresAt } = first;
    return { id, name, role, ...addToken(actor, id, { expiresAt }, token), warnings };
  });

  return {
    count: () => count.get() ?? 0,
    byName: (name) => byName.get({ name, key: nameKey(name) }),
    create(actor, name, role, first = {}) {
      try {
        return create.immediate(actor, name, role, first);
      } catch (error) {
        if (!(error instanceof StoreRefusal) || error.code !== "name-taken") throw error;
        throw new StoreRefusal("name-taken", `create: a name must be new, got ${name}`, { field: "name" });
      }
    },
    list: () => all.all(),
  };
}
