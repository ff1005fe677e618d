import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { nameKey } from "../features/accounts/name-key.ts";

/** What migrations may call besides SQLite's own: `sha256(text)`, of its UTF-8 as a blob, and `name_key(name)`. */
export function defineSqlFunctions(database: Database): void {
  const options = { deterministic: true };
  database.function("sha256", options, (text: unknown) => createHash("sha256").update(String(text)).digest());
  database.function("name_key", options, (name: unknown) => nameKey(String(name)));
}
