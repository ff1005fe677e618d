import Database from "better-sqlite3";

/** When credentials were last used. What is noted is in the database within a minute of use, or when the store closes. */
export interface LastUses {
  note(of: UsedTable, id: string): void;
  /** What was noted and is not written yet. */
  pending(id: string): number | undefined;
  /** Writes what was noted; what cannot be written now is kept for the next time. */
  flush(): void;
}

type UsedTable = "tokens" | "browser_sessions";

const pauseMilliseconds = 60_000;

/**
 * Notes uses in memory and writes all of them at most once a minute, in one transaction that waits for nobody: on a full
 * disk, or while another program holds the database, requests that change nothing go on as before.
 */
export function openLastUses(database: Database.Database, now: () => number): LastUses {
  const writes = {
    tokens: database.prepare<[number, string]>("UPDATE tokens SET last_used_at = ? WHERE id = ?"),
    browser_sessions: database.prepare<[number, string]>("UPDATE browser_sessions SET last_used_at = ? WHERE id = ?"),
  };
  const noted = new Map<string, { readonly of: UsedTable; readonly at: number }>();
  let triedAt = Number.NEGATIVE_INFINITY;
  const write = database.transaction(() => {
    for (const [id, { of, at }] of noted) writes[of].run(at, id);
  });

  function flush(): void {
    if (noted.size === 0) return;
    triedAt = now();
    const patience = database.pragma("busy_timeout", { simple: true });
    database.pragma("busy_timeout = 0");
    try {
      write.immediate();
      noted.clear();
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
    } finally {
      database.pragma(`busy_timeout = ${patience}`);
    }
  }

  return {
    note(of, id) {
      const at = now();
      noted.set(id, { of, at });
      // Also when the time of day was set back.
      if (Math.abs(at - triedAt) >= pauseMilliseconds) flush();
    },
    pending: (id) => noted.get(id)?.at,
    flush,
  };
}
