import { stringify } from "csv-stringify/sync";

export interface CsvOptions {
  /** A byte-order mark, without which Excel on Windows reads accents as something else; false by default. */
  readonly mark?: boolean;
}

/** Rows as CSV (RFC 4180). Cells are written as they are: what may be a formula is guarded before. */
export function csvText(rows: readonly (readonly string[])[], { mark = false }: CsvOptions = {}): string {
  const text = stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "windows" },
  );
  return mark ? `\uFEFF${text}` : text;
}
