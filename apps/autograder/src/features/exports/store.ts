import type { Database } from "better-sqlite3";

/** What exports need besides grades. */
export interface Exports {
  /** The report of a run as it is stored; undefined where there is no such run. */
  report(runId: string): string | undefined;
}

export function openExports(database: Database): Exports {
  const reports = database.prepare<[string], string>("SELECT report FROM runs WHERE id = ?").pluck();
  return { report: (runId) => reports.get(runId) };
}
