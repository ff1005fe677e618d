import type { ExportRequest } from "@tinytorch/api";

/** `table` is what the page shows, as CSV; the others are made by an export. */
export type Format = "table" | ExportRequest["format"];

export const formats: readonly (readonly [Format, words: string])[] = [
  ["table", "this table, with days late (CSV)"],
  ["csv", "people, with their ids and sections (CSV)"],
  ["canvas", "Canvas"],
  ["moodle", "Moodle"],
  ["gradescope", "Gradescope: results of one module"],
  ["jsonl", "programs: everything (JSON lines)"],
];

/** What one may choose, for any of the formats. */
export interface ExportWishes {
  readonly format: Format;
  readonly chosen: readonly string[];
  /** The one of Gradescope; the first where it is undefined. */
  readonly module: string | undefined;
  readonly withDropped: boolean;
  readonly template: File | undefined;
  readonly isFirst: boolean;
  readonly key: "idnumber" | "email" | "username";
  readonly comma: boolean;
}

export const firstWishes: ExportWishes = {
  format: "table",
  chosen: [],
  module: undefined,
  withDropped: false,
  template: undefined,
  isFirst: false,
  key: "idnumber",
  comma: false,
};

/** What to ask the service for. */
export async function requestOf(wishes: ExportWishes, first = ""): Promise<ExportRequest | "table"> {
  const { format, chosen, isFirst, template, key, comma, withDropped, module = first } = wishes;
  const modules = chosen.length === 0 ? undefined : [...chosen];
  switch (format) {
    case "table":
      return "table";
    case "csv":
      return { format, modules, withDropped };
    case "canvas":
      return { format, modules, isFirst, template: await template?.text() };
    case "moodle":
      return { format, modules, isFirst, key, decimal: comma ? "," : "." };
    case "gradescope":
      return { format, modules: [module] };
    case "jsonl":
      return { format, modules };
  }
}

/** What a browser is told that it is. */
export function typeOf(format: ExportRequest["format"]): string {
  return format === "jsonl" ? "application/jsonl" : "text/csv";
}
