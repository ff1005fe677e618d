import { scaled } from "@tinytorch/course";
import { type Book, type Column, type Mark, markIn, type Person } from "./book.ts";
import { csvText } from "./csv-text.ts";
import { looksLikeFormula } from "./formula-guard.ts";
import { type Exported, ExportRefusal } from "./outcome.ts";
import { requireSome } from "./require-some.ts";
import { sharedKeys } from "./shared-keys.ts";
import { withoutBlanks } from "./without-blanks.ts";

export interface MoodleOptions {
  /** What Moodle finds a person by. */
  readonly key: keyof typeof keys;
  /** The decimal sign of the site's language; a point by default. */
  readonly decimal?: "." | ",";
  /** The largest grade of each item in Moodle; the column's points by default. */
  readonly maximum?: number;
  /** Whether Moodle has none of the items yet, so that a blank clears nothing; false by default. */
  readonly isFirst?: boolean;
}

/** By their names here: the header, what it is called in a sentence, and whose it is. */
const keys = {
  idnumber: { header: "ID number", name: "ID number", of: ({ sisId }: Person) => sisId ?? "" },
  email: { header: "Email address", name: "e-mail address", of: ({ email }: Person) => email ?? "" },
  username: { header: "Username", name: "username", of: ({ login }: Person) => login },
} as const;

/** Above it Moodle gives up the whole import, unless the site allows more. */
const usualMaximum = 100;

/**
 * Grades for Moodle's import of CSV, which gives up as a whole at one unknown person or one value that is no number: a person
 * without the key is left out. A blank would replace a grade that is there, so there is none.
 * @throws ExportRefusal for a title that is blank or there twice, and where nobody or no module would be in it.
 */
export function moodleCsv({ columns, rows }: Book, options: MoodleOptions): Exported {
  const { key, decimal = ".", isFirst = false } = options;
  requireTitles(columns);
  const { header, name, of } = keys[key];
  const shared = sharedKeys(rows.filter(({ person }) => !person.dropped).map(({ person }) => folded(of(person))));
  const because = (person: Person): string | null => {
    const value = of(person);
    if (person.dropped) return "dropped";
    if (value === "") return `no ${name}`;
    if (shared.has(folded(value))) return `several people have the ${name} ${value}`;
    if (value === "0") return `Moodle reads the ${name} 0 as none`;
    return looksLikeFormula(value) ? `a spreadsheet would run the ${name}` : null;
  };
  const known = rows.filter(({ person }) => because(person) === null);
  const unknown = rows.flatMap(({ person }) => {
    const why = because(person);
    return why === null ? [] : [{ login: person.login, module: null, because: why }];
  });
  const excused = known.flatMap(({ person: { login }, marks }) =>
    marks
      .filter((mark) => mark.excused && columns.some((column) => column.module === mark.module))
      .map(({ module }) => ({ login, module, because: "excused, which Moodle's import cannot say" })),
  );
  const filled = isFirst ? { columns, rows: known, leftOut: [] } : withoutBlanks(columns, known, isNumber);
  const maximumOf = (column: Column) => options.maximum ?? column.maximum;
  const lines = filled.rows.map((row) => [
    of(row.person),
    ...filled.columns.map((column) => show(markIn(row, column), maximumOf(column)).replace(".", decimal)),
  ]);
  const leftOut = [...unknown, ...excused, ...filled.leftOut];
  requireSome("moodle", { about: "modules", people: lines.length, columns: filled.columns.length, leftOut });
  return {
    text: csvText([[header, ...filled.columns.map(({ title }) => title)], ...lines]),
    leftOut,
    warnings: filled.columns.filter((column) => maximumOf(column) > usualMaximum).map(warnOf(maximumOf)),
  };
}

function requireTitles(columns: readonly Column[]): void {
  const titles = columns.map(({ title }) => title);
  const wrong = titles.find((title, index) => title.trim() === "" || titles.indexOf(title) !== index);
  if (wrong === undefined) return;
  throw new ExportRefusal("modules", `moodle: a column's title must be there, and once, got ${JSON.stringify(wrong)}`);
}

/** Databases that Moodle runs on find an address in any case. */
function folded(value: string): string {
  return value.toLowerCase();
}

function isNumber(mark: Mark | undefined): boolean {
  return mark !== undefined && !mark.excused;
}

function show(mark: Mark | undefined, maximum: number): string {
  return mark === undefined || mark.excused ? "" : scaled(mark.points, mark.of, maximum).toFixed(2);
}

function warnOf(maximumOf: (column: Column) => number): (column: Column) => string {
  return (column) =>
    `${column.module}: Moodle gives up the whole import at a grade above ${usualMaximum}, unless the site allows more; ${maximumOf(column)} are asked for`;
}
