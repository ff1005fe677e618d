import type { Database } from "better-sqlite3";

/** Where people get their e-mail. Whoever sends some asks here, and nowhere else. */
export interface Addresses {
  /** What the person said, or else the address that the course has of them; null where neither is there, or the person wants none. */
  of(userId: string): string | null;
  /** Everybody whose e-mail goes to the address, in any case of its letters. */
  sharing(address: string): readonly string[];
  /** Null is none at all, also where the course has one. */
  set(userId: string, address: string | null): void;
}

export function openAddresses(database: Database): Addresses {
  const of = database
    .prepare<[string], string | null>(
      `SELECT CASE WHEN a.user_id IS NULL THEN u.email ELSE a.address END
       FROM users u LEFT JOIN notification_addresses a ON a.user_id = u.id WHERE u.id = ?`,
    )
    .pluck();
  const sharing = database
    .prepare<[string], string>(
      `SELECT u.id FROM users u LEFT JOIN notification_addresses a ON a.user_id = u.id
       WHERE lower(CASE WHEN a.user_id IS NULL THEN u.email ELSE a.address END) = lower(?)`,
    )
    .pluck();
  const put = database.prepare<[string, string | null]>("INSERT OR REPLACE INTO notification_addresses VALUES (?, ?)");
  return {
    of: (userId) => of.get(userId) ?? null,
    sharing: (address) => sharing.all(address),
    set: (userId, address) => void put.run(userId, address),
  };
}
