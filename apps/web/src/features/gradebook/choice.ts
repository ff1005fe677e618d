import { sectionsOf } from "@tinytorch/api";
import { plain } from "../../components/plain.ts";
import type { Mark, Row } from "./book.ts";

/** What of the table is shown and how: all of it is in the address. */
export interface Choice {
  readonly section?: string | undefined;
  /** What is searched for in names, logins, addresses and ids. */
  readonly search?: string | undefined;
  /** Students with such a cell. */
  readonly mark?: string | undefined;
  /** `name`, `section` or a module. */
  readonly sort?: string | undefined;
  /** `down` for the other way round. */
  readonly order?: string | undefined;
  /** `all` for those who were dropped too. */
  readonly people?: string | undefined;
  /** The cell that is open. */
  readonly student?: string | undefined;
  readonly module?: string | undefined;
}

/** Of marks that one looks for, what is said of them. */
export const lookedFor = [
  ["missing", "something missing"],
  ["late", "something late"],
  ["overridden", "points by hand"],
  ["excused", "an excuse"],
  ["extended", "more time"],
  ["provisional", "something being graded"],
  ["broken", "work the grader broke on"],
] as const satisfies readonly (readonly [Mark, string])[];

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Those that are chosen, in the order that is chosen; without points come last, whichever way. */
export function chosenRows(rows: readonly Row[], { section, search = "", mark, sort, order }: Choice): readonly Row[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) =>
      (section === undefined || sectionsOf(row.section).includes(section)) &&
      words.every((word) => row.words.includes(word)) &&
      (mark === undefined || row.cells.some(({ marks }) => [...marks].some((each) => each === mark))),
  );
  const turn = order === "down" ? -1 : 1;
  const byName = (a: Row, b: Row) => collator.compare(a.name, b.name) || collator.compare(a.login, b.login);
  if (sort === undefined || sort === "name") return found.toSorted((a, b) => turn * byName(a, b));
  if (sort === "section") {
    return found.toSorted((a, b) => turn * collator.compare(a.section, b.section) || byName(a, b));
  }
  const points = new Map(found.map((row) => [row, row.cells.find(({ module }) => module === sort)?.points ?? null]));
  return found.toSorted((a, b) => {
    const [one, other] = [points.get(a) ?? null, points.get(b) ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    return turn * (one - other) || byName(a, b);
  });
}
