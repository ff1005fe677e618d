import { stringify } from "csv-stringify/sync";

/**
 * A table as CSV (RFC 4180). A cell a spreadsheet would run as a formula gets an apostrophe in front, so a name stays a name.
 */
export function gradebookCsv(table: readonly (readonly (string | number)[])[]): string {
  return stringify([...table], { escape_formulas: true, record_delimiter: "windows" });
}
