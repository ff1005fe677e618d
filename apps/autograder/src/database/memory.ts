import type { Database } from "better-sqlite3";

/** A connection of which something is remembered, and whether that still holds. */
export interface Memory {
  readonly database: Database;
  /** Another number once another connection has changed something. What this one changes is not its concern. */
  ofOthers(): number;
  /** Reads several things that belong together: what others have changed is looked at once, before the first. */
  together<Result>(read: () => Result): Result;
}

export function openMemory(database: Database): Memory {
  const version = database.prepare<[], number>("PRAGMA data_version").pluck();
  let seen = version.get() ?? 0;
  let readers = 0;
  function ofOthers(): number {
    if (readers === 0) seen = version.get() ?? 0;
    return seen;
  }
  return {
    database,
    ofOthers,
    together(read) {
      ofOthers();
      readers += 1;
      try {
        return read();
      } finally {
        readers -= 1;
      }
    },
  };
}
