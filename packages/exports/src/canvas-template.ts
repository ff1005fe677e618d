import { parse } from "csv-parse/sync";
import type { Column } from "./book.ts";
import { leadingHeaders, unreadHeaders } from "./canvas-titles.ts";
import { ExportRefusal } from "./outcome.ts";

/** A column of a gradebook in Canvas, with its header as it is kept: `Optimizers (123)`. */
export interface CanvasColumn {
  readonly header: string;
  readonly index: number;
  /** Points possible; null where the file does not say. */
  readonly maximum: number | null;
  readonly isReadOnly: boolean;
}

/** A student of a gradebook in Canvas: every cell as it is there. */
export interface CanvasStudent {
  readonly student: string;
  readonly id: string;
  readonly sisId: string;
  readonly login: string;
  readonly section: string;
  readonly cells: readonly string[];
}

/** A gradebook as Canvas exported it. */
export interface CanvasGradebook {
  readonly columns: readonly CanvasColumn[];
  readonly students: readonly CanvasStudent[];
}

/** @throws ExportRefusal when the text is not a gradebook that Canvas exported. */
export function readCanvasGradebook(text: string): CanvasGradebook {
  const rows = cellsOf(text);
  const [header = [], ...others] = rows;
  const at = (name: string) => header.indexOf(name);
  const [first, second] = header;
  if (first !== "Student" || second !== "ID" || at("Section") === -1) {
    const got = JSON.stringify(header.slice(0, 5).join(",").slice(0, 80));
    throw new ExportRefusal(
      "template",
      `template: must be a gradebook that Canvas exported (Student, ID, …, Section), got ${got}`,
    );
  }
  const possible = others.find(isPointsPossible);
  const columns = header.flatMap((name, index) => {
    if (!/\(\d+\)$/.test(name) || unreadHeaders.some((unread) => name.includes(unread))) return [];
    const points = possible?.[index]?.trim() ?? "";
    const maximum = /^\d+([.,]\d+)?$/.test(points) ? Number(points.replace(",", ".")) : null;
    return [{ header: name, index, maximum, isReadOnly: /read\s+only/.test(points) }];
  });
  const [sisId, login, section] = [at("SIS User ID"), at("SIS Login ID"), at("Section")];
  const students = others
    .filter((row) => !isPointsPossible(row) && !isAboutPosting(row))
    .map((cells) => ({
      student: cells[0] ?? "",
      id: cells[1] ?? "",
      sisId: cells[sisId] ?? "",
      login: cells[login] ?? "",
      section: cells[section] ?? "",
      cells,
    }));
  return { columns, students };
}

/** The column of a module: the one whose header, without its id, is the module's title or its name. @throws ExportRefusal for two of them. */
export function canvasColumnOf(gradebook: CanvasGradebook, { module, title }: Column): CanvasColumn | undefined {
  const wanted = [title, module].map(plain);
  const found = gradebook.columns.filter(({ header }) => wanted.includes(plain(header.replace(/\s*\(\d+\)$/, ""))));
  if (found.length < 2) return found[0];
  const headers = found.map(({ header }) => JSON.stringify(header)).join(" and ");
  throw new ExportRefusal("template", `template: one column must be that of ${module}, got ${headers}`);
}

function plain(title: string): string {
  return title.normalize("NFC").trim().toLowerCase();
}

function cellsOf(text: string): string[][] {
  const delimiter = /^\uFEFF?"?Student"?;/.test(text) ? ";" : ",";
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ExportRefusal("template", `template: must be CSV, got what cannot be read: ${why}`);
  }
}

/** Only where no id is: a person may have such a name. */
function isPointsPossible(row: readonly string[]): boolean {
  return (
    row[0]?.trim() === "Points Possible" && leadingHeaders.slice(1).every((_, index) => (row[index + 1] ?? "") === "")
  );
}

function isAboutPosting(row: readonly string[]): boolean {
  return row.every((cell) => /^\s*(muted|manual posting.*)?\s*$/i.test(cell));
}
