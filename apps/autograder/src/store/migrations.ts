import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";

interface AppliedRow {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/**
 * Brings the database to the newest schema: every `NNN-name.sql` of the folder not yet applied, in order, each in one
 * transaction that also records its number and hash.
 * @throws Error when the numbers have a gap, an applied file was changed, or the database is newer than the folder.
 */
export function migrate(database: Database, folder: string, now: () => number): void {
  database.exec(
    "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  );
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const applied = database.prepare<[], AppliedRow>("SELECT * FROM migrations ORDER BY number").all();
  const record = database.prepare<[number, string, string, number]>("INSERT INTO migrations VALUES (?, ?, ?, ?)");
  if (applied.length > files.length) {
    throw new Error(
      `migrate: the database must not be newer than the program, got migration ${applied.length} of ${files.length}`,
    );
  }
  for (const [index, name] of files.entries()) {
    const number = index + 1;
    if (Number.parseInt(name, 10) !== number) {
      throw new Error(`migrate: files must be numbered from 001 without gaps, got ${name} as number ${number}`);
    }
    const sql = readFileSync(join(folder, name), "utf8");
    const sha256 = createHash("sha256").update(sql).digest("hex");
    const before = applied[index];
    if (before !== undefined) {
      if (before.sha256 !== sha256) {
        throw new Error(`migrate: an applied migration must not change, got another text in ${name}`);
      }
      continue;
    }
    database
      .transaction(() => {
        database.exec(sql);
        record.run(number, name, sha256, now());
      })
      .immediate();
  }
}
