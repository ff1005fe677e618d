import { csvText, guarded } from "@tinytorch/exports";

/** A table as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front, so a name stays a name. */
export function gradebookCsv(table: readonly (readonly (string | number)[])[]): string {
  return csvText(table.map((row) => row.map((cell) => (typeof cell === "number" ? String(cell) : guarded(cell)))));
}
