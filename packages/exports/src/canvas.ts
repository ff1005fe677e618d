import { scaled } from "@tinytorch/course";
import { type Book, type Column, type Mark, markIn } from "./book.ts";
import { type CanvasRow, canvasPeople, canvasWarnings, unknownHere } from "./canvas-people.ts";
import { type CanvasColumn, type CanvasGradebook, canvasColumnOf } from "./canvas-template.ts";
import { leadingHeaders, requireCanvasTitles } from "./canvas-titles.ts";
import { csvText } from "./csv-text.ts";
import type { Exported, LeftOut } from "./outcome.ts";
import { requireSome } from "./require-some.ts";
import { withoutBlanks } from "./without-blanks.ts";

export interface CanvasOptions {
  /** A gradebook that Canvas exported, of which headers, ids and grades that are not ours are kept; null by default. */
  readonly template?: CanvasGradebook | null;
  /** Whether Canvas has none of the columns yet, so that a blank clears nothing; false by default. */
  readonly isFirst?: boolean;
}

/** A column as it is written. */
interface Written {
  readonly column: Column;
  readonly header: string;
  readonly maximum: number;
  /** As the template has it. */
  readonly kept: CanvasColumn | undefined;
}

/**
 * A gradebook for Canvas's import. Canvas clears a grade where a cell is blank: with a template its own cell stands where there
 * is no grade, and without one there is no blank.
 * @throws ExportRefusal for a title that Canvas would drop or read as something else, and where nobody or no module would be in it.
 */
export function canvasCsv({ columns, rows }: Book, { template = null, isFirst = false }: CanvasOptions = {}): Exported {
  const found = columns.map((column): Written => {
    const kept = template === null ? undefined : canvasColumnOf(template, column);
    return { column, header: kept?.header ?? column.title, maximum: kept?.maximum ?? column.maximum, kept };
  });
  requireCanvasTitles(found.filter(({ kept }) => kept === undefined).map(({ column }) => column));
  const open = found.filter(({ kept }) => kept?.isReadOnly !== true);
  const people = canvasPeople(rows, template);
  const filled =
    template === null && !isFirst ? fill(open, people.rows) : { written: open, rows: people.rows, leftOut: [] };
  const lines = filled.rows.map(({ row, leading, known }) => [
    ...leading,
    ...filled.written.map(({ column, maximum, kept }) =>
      show(markIn(row, column), maximum, kept && known?.cells[kept.index]),
    ),
  ]);
  const possible = ["    Points Possible", "", "", "", "", ...filled.written.map(({ maximum }) => maximum.toFixed(2))];
  const leftOut = [...readOnly(found), ...people.leftOut, ...filled.leftOut];
  const about = template === null ? "modules" : "template";
  requireSome("canvas", { about, people: lines.length, columns: filled.written.length, leftOut });
  return {
    text: csvText([[...leadingHeaders, ...filled.written.map(({ header }) => header)], possible, ...lines]),
    leftOut,
    warnings: [
      ...canvasWarnings(filled.rows),
      ...(template === null ? [] : unknownHere(template, rows)),
      ...filled.written.flatMap(warningFor),
    ],
  };
}

function fill(written: readonly Written[], rows: readonly CanvasRow[]) {
  const {
    columns,
    rows: kept,
    leftOut,
  } = withoutBlanks(
    written.map(({ column }) => column),
    rows.map(({ row }) => row),
    (mark) => mark !== undefined,
  );
  const known: readonly LeftOut[] = leftOut;
  return {
    written: written.filter(({ column }) => columns.includes(column)),
    rows: rows.filter(({ row }) => kept.includes(row)),
    leftOut: known,
  };
}

function readOnly(found: readonly Written[]): LeftOut[] {
  return found
    .filter(({ kept }) => kept?.isReadOnly === true)
    .map(({ column: { module } }) => ({ login: null, module, because: "read only in Canvas" }));
}

function warningFor({ column, header, maximum, kept }: Written): string[] {
  if (kept === undefined)
    return [`${column.module}: Canvas makes a new assignment of it, unless it has one called ${header}`];
  return maximum === column.maximum
    ? []
    : [`${column.module}: ${column.maximum} points are written as the ${maximum} that Canvas has`];
}

/** Two decimals, as Canvas compares; what Canvas has where there is no grade. */
function show(mark: Mark | undefined, maximum: number, canvasHas = ""): string {
  if (mark === undefined) return canvasHas;
  return mark.excused ? "EX" : scaled(mark.points, mark.of, maximum).toFixed(2);
}
