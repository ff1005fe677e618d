import { personFieldNames, personFields, userNameSchema } from "@tinytorch/api";
import { unguarded } from "@tinytorch/exports";
import type { z } from "zod";
import { type Column, type Columns, doubledHeader, findColumns, isCanvasGradebook, usualHeaders } from "./columns.ts";
import { decodeText } from "./decode-text.ts";
import { roleNamed } from "./role-names.ts";
import type { OnLine, ReadColumn, RosterFile, RosterRow } from "./roster-file.ts";
import { type Cells, splitCells } from "./split-cells.ts";

/**
 * Reads a roster: CSV with commas, semicolons or tabs, in the headers of Canvas, Moodle, Gradescope or plain ones, in any order.
 * Nothing is thrown: what cannot be read is named by its line.
 */
export function readRoster(bytes: Uint8Array): RosterFile {
  const decoded = decodeText(bytes);
  if (!("text" in decoded)) return unreadable(decoded);
  const split = splitCells(decoded.text);
  if (!("records" in split)) return unreadable(split);
  const [header, ...records] = split.records;
  if (header === undefined) return unreadable({ line: 1, message: `the file must begin with headers, got nothing` });
  const columns = findColumns(header.cells);
  const problem = headerProblem(header.cells, columns);
  if (problem !== undefined) return unreadable({ line: header.line, message: problem });

  const isCanvas = isCanvasGradebook(header.cells);
  const rows: RosterRow[] = [];
  const wrong: OnLine[] = [];
  const skipped: OnLine[] = [];
  for (const record of records) {
    const { line, cells } = record;
    if (isCanvas && isNoPerson(record, columns)) continue;
    const surplus = cells.slice(header.cells.length).some((cell) => cell.trim() !== "");
    const read = surplus ? tooLong(cells.length, header.cells.length) : readRow(record, columns, isCanvas);
    if ("row" in read) rows.push(read.row);
    else if ("skip" in read) skipped.push({ line, message: read.skip });
    else wrong.push({ line, message: read.wrong });
  }
  return { columns: readColumns(header.cells, columns), rows, wrong, skipped };
}

type Read = { readonly row: RosterRow } | { readonly skip: string } | { readonly wrong: string };

function unreadable({ line, message }: OnLine): RosterFile {
  return { columns: [], rows: [], wrong: [{ line, message }], skipped: [] };
}

function readColumns(header: readonly string[], columns: Columns): ReadColumn[] {
  const known = new Map([...columns].map(([column, at]) => [at, column]));
  return header.map((name, at) => ({ header: name.trim(), as: known.get(at) ?? null }));
}

const tellApart: readonly Column[] = ["login", "email", "sisId", "lmsId", "name", "given", "family"];

function headerProblem(header: readonly string[], columns: Columns): string | undefined {
  const doubled = doubledHeader(header, columns);
  if (doubled !== undefined) return `every header must stand once, got ${doubled.trim()} twice`;
  if (tellApart.some((column) => columns.has(column))) return undefined;
  return `a header must say who is who (${usualHeaders}), got ${header
    .map((name) => name.trim())
    .join(", ")
    .slice(0, 200)}`;
}

/** Canvas writes rows of points and of how grades are posted among the people. */
function isNoPerson({ cells }: Cells, columns: Columns): boolean {
  const [first = "", ...others] = cells.map((cell) => cell.trim());
  const leading = [...columns.values()].filter((at) => at > 0).map((at) => cells[at]?.trim() ?? "");
  if (first === "Points Possible" && leading.every((cell) => cell === "")) return true;
  return first === "" && others.every((cell) => /^(muted|manual posting.*)?$/i.test(cell));
}

function tooLong(got: number, wanted: number): Read {
  return { wrong: `a row must have ${wanted} cells as the header has, got ${got}: quote a name that has a comma` };
}

const said = {
  ...{ name: "the name", email: "the e-mail address", sisId: "the SIS id", lmsId: "the LMS id" },
  ...{ section: "the section", login: "the login" },
} as const;

function readRow({ line, cells }: Cells, columns: Columns, isCanvas: boolean): Read {
  const cell = (column: Column): string => {
    const at = columns.get(column);
    return at === undefined ? "" : unguarded(cells[at] ?? "").trim();
  };
  if (cell("status").toLowerCase() === "dropped") return { skip: "who was dropped stays so, and is restored by name" };
  const whole =
    cell("name") === "" ? [cell("given"), cell("family")].filter((part) => part !== "").join(" ") : cell("name");
  if (isCanvas && whole === "Student, Test" && cell("sisId") === "") return { skip: "Canvas's test student is nobody" };
  const role = cell("role") === "" ? undefined : roleNamed(cell("role"));
  if (role === "other") return { skip: `an import makes students and assistants, got ${cell("role")}` };
  if (role === undefined && cell("role") !== "") {
    return { wrong: `the role must be student or assistant, got ${JSON.stringify(cell("role").slice(0, 60))}` };
  }

  const row: { -readonly [Key in keyof RosterRow]: RosterRow[Key] } = { line };
  if (role !== undefined) row.role = role;
  for (const fact of personFieldNames) {
    const text = fact === "name" ? whole : cell(fact);
    if (text === "") continue;
    const parsed = personFields[fact].safeParse(text);
    if (!parsed.success) return { wrong: refusal(said[fact], text, parsed.error) };
    row[fact] = parsed.data;
  }
  if (cell("login") !== "") {
    const parsed = userNameSchema.safeParse(cell("login"));
    if (!parsed.success) return { wrong: refusal(said.login, cell("login"), parsed.error) };
    row.login = parsed.data;
  }
  if (Object.keys(row).every((key) => ["line", "role", "section"].includes(key))) {
    return { wrong: "a row must say who it is about, got no name, login, e-mail address or id" };
  }
  return { row };
}

function refusal(what: string, got: string, { issues: [issue] }: z.ZodError): string {
  return `${what}: ${issue?.message ?? "invalid"}, got ${JSON.stringify(got.slice(0, 60))}`;
}
