import type { Column } from "./book.ts";
import { asCanvasReads } from "./canvas-cell.ts";
import { looksLikeFormula } from "./formula-guard.ts";
import { ExportRefusal } from "./outcome.ts";

/** A column whose header contains one of these is not read, and nothing is said. */
export const unreadHeaders: readonly string[] = [
  ...["Current Score", "Current Points", "Current Grade", "Final Score", "Final Points", "Final Grade"],
  ...["Override Score", "Override Grade", "Override Status"],
];

/** The columns that Canvas looks for before the grades. */
export const leadingHeaders: readonly string[] = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"];

/** @throws ExportRefusal for titles that Canvas would drop, read as something else, or find in another column. */
export function requireCanvasTitles(columns: readonly Column[]): void {
  const titles = columns.map(({ title }) => title);
  for (const title of titles) {
    const problem = problemOf(title) ?? (titles.filter((each) => each === title).length > 1 ? "be there once" : null);
    if (problem !== null) {
      throw new ExportRefusal("modules", `canvas: a column's title must ${problem}, got ${JSON.stringify(title)}`);
    }
  }
}

/** What a title must do to be read by Canvas; null where all is well. */
function problemOf(title: string): string | null {
  const unread = unreadHeaders.find((header) => title.includes(header));
  if (unread !== undefined) return `not contain ${JSON.stringify(unread)}, which Canvas drops without a word`;
  if (leadingHeaders.includes(title)) return "not be that of one of Canvas's own columns";
  if (title.trim() === "" || title !== title.trim() || /[\r\n]/.test(title))
    return "be one line without spaces around it";
  if (/\(\d+\)$/.test(title)) return "not end like an id of Canvas";
  if (asCanvasReads(title) !== title) return "not be a number that Canvas writes otherwise";
  return looksLikeFormula(title) ? "not begin like a formula" : null;
}
