import { format, formatRegExp, inspect } from "@vitest/utils/display";

/** Where vitest cuts a value in a title. */
const options = { truncate: 40 };

/** A title of `test.each` with the values of one row in it: `%s` and its like, `%#` for the row's number, `$key` of an object. */
export function testTitle(template: string, row: readonly unknown[], index: number): string {
  const numbered = template.replace(/%%|%#|%\$/g, (mark) =>
    mark === "%%" ? mark : `${index + Number(mark === "%$")}`,
  );
  // As vitest counts: every mark takes a value, a doubled one as well; what has more marks than that stays as it is.
  const marks = numbered.split("%").length - 1;
  let title = "";
  let taken = 0;
  let end = 0;
  for (const match of numbered.matchAll(formatRegExp)) {
    title += withAttributes(numbered.slice(end, match.index), row);
    title += taken < marks ? formatted(match[0], row[taken]) : match[0];
    taken += 1;
    end = match.index + match[0].length;
  }
  return title + withAttributes(numbered.slice(end), row);
}

function formatted(mark: string, value: unknown): string {
  const sign = mark === "%f" && Object.is(value, -0) ? "-" : "";
  return sign + format([mark, value], options);
}

/** `$a.b` is what a row that is an object has there, `$0` a row's first value. */
function withAttributes(text: string, row: readonly unknown[]): string {
  const [first] = row;
  return text.replace(/\$([$\p{ID_Continue}.]+)/gu, (whole, key: string) => {
    const isPlace = /^\d+$/.test(key);
    if (!isPlace && (typeof first !== "object" || first === null)) return whole;
    const value = isPlace ? row[Number(key)] : key.split(".").reduce<unknown>(attribute, first);
    return typeof value === "string" ? value : inspect(value, options);
  });
}

function attribute(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** The rows of a table: of a list, or of a template whose first line names the columns. */
export function tableRows(cases: readonly unknown[], values: readonly unknown[]): readonly unknown[] {
  if (values.length === 0) return cases;
  const [header = ""] = cases.join("").trim().split("\n");
  const columns = header.replaceAll(" ", "").split("|");
  return Array.from({ length: Math.floor(values.length / columns.length) }, (_, row) =>
    Object.fromEntries(columns.map((column, place) => [column, values[row * columns.length + place]])),
  );
}
