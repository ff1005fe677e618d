import type { User } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import type { Audit } from "../audit/audit.ts";

/** Who somebody is at an OpenID provider: a subject of an issuer. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** Which account a provider's subject is. */
export interface Identities {
  account(of: Subject): User | undefined;
  /** Inside a transaction of the caller's. False when the account has another subject of that issuer already. */
  link(userId: string, to: Subject): boolean;
}

export function openIdentities(database: Database, audit: Audit, now: () => number): Identities {
  const account = database.prepare<[Subject], User>(
    `SELECT u.id, u.name, u.role FROM identities n JOIN users u ON u.id = n.user_id
     WHERE n.issuer = @issuer AND n.subject = @subject`,
  );
  const taken = database
    .prepare<[string, string], number>("SELECT count(*) FROM identities WHERE issuer = ? AND user_id = ?")
    .pluck();
  const insert = database.prepare<[string, string, string, number]>(
    "INSERT INTO identities (issuer, subject, user_id, linked_at) VALUES (?, ?, ?, ?)",
  );
  return {
    account: (of) => account.get(of),
    link(userId, { issuer, subject }) {
      if (taken.get(issuer, userId) !== 0) return false;
      insert.run(issuer, subject, userId, now());
      // The subject is the provider's name for a person: it is in no audit, which outlives the person's data.
      audit({ at: now(), actor: userId, action: "identity.linked", subject: userId, detail: { issuer } });
      return true;
    },
  };
}
