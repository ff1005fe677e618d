import { CsvError, parse } from "csv-parse/sync";
import { findColumns } from "./columns.ts";

/** A record of the file, and the line it begins in. */
export interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file's records, or where and why it is no CSV. */
export type Split = { readonly records: readonly Cells[] } | { readonly line: number; readonly message: string };

const delimiters = [",", ";", "\t"] as const;
/** Excel's first line that names the delimiter. */
const excelHint = /^sep=([,;\t])\r?\n/i;

/** A table's records by the delimiter under which its first line has most known headers; blank lines are left out. */
export function splitCells(text: string): Split {
  const hint = excelHint.exec(text);
  const before = hint === null ? 0 : 1;
  const table = hint === null ? text : text.slice(hint[0].length);
  const records: Cells[] = [];
  let next = before + 1;
  try {
    recordsOf(table, hint?.[1] ?? delimiterOf(table), ({ cells, line, ends }) => {
      next = before + ends + 1;
      if (cells.some((cell) => cell.trim() !== "")) records.push({ line: line + before, cells });
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: next, message: "a quote must be closed, got none before the end of the file" };
  }
}

function delimiterOf(text: string): string {
  const known = (delimiter: string) => findColumns(firstRecord(text, delimiter)).size;
  const cells = (delimiter: string) => firstRecord(text, delimiter).length;
  return delimiters.reduce((best, each) => {
    const gained = known(each) - known(best);
    return gained > 0 || (gained === 0 && cells(each) > cells(best)) ? each : best;
  });
}

function firstRecord(text: string, delimiter: string): readonly string[] {
  const [first = ""] = text.replace(/^[\r\n]+/, "").split(/[\r\n]/, 1);
  let cells: readonly string[] = [];
  try {
    recordsOf(first, delimiter, (record) => {
      cells = record.cells;
    });
  } catch {
    return [];
  }
  return cells;
}

/** @throws CsvError when a quote is never closed: `onRecord` had all records before it. */
function recordsOf(
  text: string,
  delimiter: string,
  onRecord: (record: Cells & { readonly ends: number }) => void,
): void {
  let line = 1;
  parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    on_record(cells: string[], { lines }) {
      onRecord({ line, ends: lines, cells });
      line = lines + 1;
      return null;
    },
  });
}
