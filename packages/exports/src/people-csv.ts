import { scaled } from "@tinytorch/course";
import { type Book, type Mark, markIn } from "./book.ts";
import { csvText } from "./csv-text.ts";
import { guarded } from "./formula-guard.ts";
import type { Exported } from "./outcome.ts";

export interface PeopleOptions {
  /** Those who left the course too; false by default. */
  readonly withDropped?: boolean;
  /** Whether it begins with a byte-order mark, by which Excel on Windows knows UTF-8; true by default. */
  readonly mark?: boolean;
}

/**
 * A table for people: a line for each, with all that is known of them and their points of each module, `EX` where they are
 * excused and nothing where there is no grade. Its headers are those that a roster is read by.
 */
export function peopleCsv({ columns, rows }: Book, { withDropped = false, mark = true }: PeopleOptions = {}): Exported {
  const kept = rows.filter(({ person }) => withDropped || !person.dropped);
  const header = [
    ...["login", "name", "email", "sis_id", "lms_id", "section", "status", "account_id"],
    ...columns.map(({ module, maximum }) => `${module} (of ${maximum})`),
  ];
  const lines = kept.map((row) => {
    const { login, name, email, sisId, lmsId, section, dropped, id } = row.person;
    const known = [login, name, email, sisId, lmsId, section].map((text) => guarded(text ?? ""));
    const points = columns.map((column) => show(markIn(row, column), column.maximum));
    return [...known, dropped ? "dropped" : "active", id, ...points];
  });
  const leftOut = rows
    .filter((row) => !kept.includes(row))
    .map(({ person: { login } }) => ({ login, module: null, because: "dropped" }));
  return { text: csvText([header, ...lines], { mark }), leftOut, warnings: [] };
}

function show(mark: Mark | undefined, maximum: number): string {
  if (mark === undefined) return "";
  return mark.excused ? "EX" : String(scaled(mark.points, mark.of, maximum));
}
