import { type BookRow, type Column, type Mark, markIn } from "./book.ts";
import type { LeftOut } from "./outcome.ts";

interface Filled {
  readonly columns: readonly Column[];
  readonly rows: readonly BookRow[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The part of a table that has no blank in it, because an importer takes a blank for a change and clears the grade that is
 * there. One column alone leaves out people; of several each is whole or left out.
 */
export function withoutBlanks(
  columns: readonly Column[],
  rows: readonly BookRow[],
  isWritten: (mark: Mark | undefined) => boolean,
): Filled {
  const has = (row: BookRow, column: Column) => isWritten(markIn(row, column));
  const someone = rows.filter((row) => columns.some((column) => has(row, column)));
  const whole = columns.length === 1 ? columns : columns.filter((column) => someone.every((row) => has(row, column)));
  const kept = someone.filter((row) => whole.some((column) => has(row, column)));
  const leftOut = [
    ...columns
      .filter((column) => !whole.includes(column))
      .map((column) => {
        const missing = someone.filter((row) => !has(row, column)).length;
        const because = `${missing} without a grade would be blank, and a blank clears the grade that may be there: export the module alone`;
        return { login: null, module: column.module, because };
      }),
    ...rows
      .filter((row) => !kept.includes(row))
      .map(({ person: { login } }) => ({ login, module: null, because: "no grade in what is exported" })),
  ];
  return { columns: whole, rows: kept, leftOut };
}
