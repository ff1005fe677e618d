import type { Database } from "better-sqlite3";

/** What exports need besides grades. */
export interface Exports {
  /** The reports of these runs as they are stored, by run, read at once. */
  reports(runIds: readonly string[]): ReadonlyMap<string, string>;
}

export function openExports(database: Database): Exports {
  const reports = database.prepare<[string], { id: string; report: string }>(
    "SELECT id, report FROM runs WHERE id IN (SELECT value FROM json_each(?))",
  );
  return {
    reports: (runIds) => new Map(reports.all(JSON.stringify(runIds)).map(({ id, report }) => [id, report])),
  };
}
