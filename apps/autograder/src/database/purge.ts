import Database from "better-sqlite3";

/** Rows that were deleted are overwritten at once; for an erasure, before its transaction. */
export function overwriteDeleted(database: Database.Database): void {
  database.pragma("secure_delete = ON");
}

/**
 * Writes the file anew when somebody was erased since it last was, and cuts the write-ahead log to nothing, so that no
 * freed page keeps a copy. Only for the one connection to the database.
 * @returns false when there is no room for that now; the next start tries again.
 */
export function purge(database: Database.Database, now: () => number): boolean {
  const waiting = database.prepare("SELECT 1 FROM users WHERE erased_at IS NOT NULL AND purged_at IS NULL LIMIT 1");
  if (waiting.get() === undefined) return true;
  try {
    database.exec("VACUUM");
    database.pragma("wal_checkpoint(TRUNCATE)");
    database
      .prepare<[number]>("UPDATE users SET purged_at = ? WHERE erased_at IS NOT NULL AND purged_at IS NULL")
      .run(now());
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR)/.test(error.code)) return false;
    throw error;
  }
}
