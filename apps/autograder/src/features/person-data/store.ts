import type { Viewer } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import type { Audit } from "../audit/audit.ts";
import { personTables } from "./person-tables.ts";

/** A row by its columns; bytes as hex. */
export type KeptRow = Readonly<Record<string, string | number | null>>;

/** A run as a report is made from it. */
export interface PersonRun {
  readonly id: string;
  readonly module: string;
  /** JSON. */
  readonly report: string;
}

/** A file of a submission. */
export interface PersonFile {
  readonly submissionId: string;
  readonly path: string;
  readonly contentId: number;
}

/** What is kept about one person. */
export interface PersonData {
  /** The person's rows by table, as much of them as the viewer may see. */
  rows(userId: string, viewer: Viewer): Readonly<Record<string, readonly KeptRow[]>>;
  /** Staff gets all of them, the person those that stand. */
  runs(userId: string, viewer: Viewer): readonly PersonRun[];
  /** What was handed in, in the order of receipt. Files with one content have one text. */
  files(userId: string): readonly PersonFile[];
  text(contentId: number): string;
  consoles(userId: string): readonly { readonly runId: string; readonly text: string }[];
  /** Writes down that it was handed out. */
  noteExport(actor: string, userId: string): void;
}

export function openPersonData(database: Database, audit: Audit, now: () => number): PersonData {
  const columnsOf = (table: string) =>
    database.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck().all(table);

  const readers = Object.entries(personTables).map(
    ([table, { where, forPerson, staffOnly, secret = [], staff = [] }]) => {
      const columns = columnsOf(table).filter((column) => !secret.includes(column));
      const select = (condition: string) =>
        database.prepare<[{ userId: string }], Record<string, unknown>>(
          `SELECT * FROM "${table}" WHERE (${condition}) ORDER BY rowid`,
        );
      const whole = select(where);
      const narrow = forPerson === undefined ? whole : select(`(${where}) AND ${forPerson}`);
      return { table, columns, shown: columns.filter((column) => !staff.includes(column)), whole, narrow, staffOnly };
    },
  );
  const runs = database.prepare<[string], PersonRun & { stands: 0 | 1 }>(`
    SELECT r.id, s.module, r.report, EXISTS (SELECT 1 FROM standing_runs WHERE run_id = r.id) AS stands
    FROM runs r JOIN submissions s ON s.id = r.submission_id WHERE s.user_id = ? ORDER BY r.sequence`);
  const files = database.prepare<[string], PersonFile>(`
    SELECT f.submission_id AS submissionId, f.path, f.content_id AS contentId
    FROM submission_files f JOIN submissions s ON s.id = f.submission_id
    WHERE s.user_id = ? ORDER BY s.sequence, f.path`);
  const text = database.prepare<[number], string>("SELECT text FROM file_contents WHERE id = ?").pluck();
  const consoles = database.prepare<[string], { runId: string; text: string }>(`
    SELECT r.id AS runId, c.text FROM run_consoles c JOIN runs r ON r.id = c.run_id
    JOIN submissions s ON s.id = r.submission_id WHERE s.user_id = ? ORDER BY r.sequence`);

  return {
    rows(userId, viewer) {
      const isStaff = viewer === "staff";
      const tables = readers.flatMap(({ table, columns, shown, whole, narrow, staffOnly }) => {
        if (staffOnly && !isStaff) return [];
        const names = isStaff ? columns : shown;
        const found = (isStaff ? whole : narrow).all({ userId });
        return [
          [table, found.map((row) => Object.fromEntries(names.map((name) => [name, plain(row[name])])))] as const,
        ];
      });
      return Object.fromEntries(tables);
    },
    runs: (userId, viewer) =>
      runs
        .all(userId)
        .filter(({ stands }) => viewer === "staff" || stands === 1)
        .map(({ stands: _stands, ...run }) => run),
    files: (userId) => files.all(userId),
    text: (contentId) => text.get(contentId) ?? "",
    consoles: (userId) => consoles.all(userId),
    noteExport(actor, userId) {
      audit({ at: now(), actor, action: "person.exported", subject: userId });
    },
  };
}

function plain(value: unknown): string | number | null {
  if (Buffer.isBuffer(value)) return value.toString("hex");
  return typeof value === "string" || typeof value === "number" ? value : null;
}
