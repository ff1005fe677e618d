import { widthOf } from "../terminal/wrap.ts";

/** What stands beside a cell: a line, and a space on each side. */
const besideCell = 3;

/**
 * What modules are called over their columns: their names, or the numbers, which commands take too, where the names would make the table wider
 * than the terminal. `rows` have a first cell that is of no module.
 */
export function moduleHeadings(
  modules: readonly string[],
  rows: readonly (readonly string[])[],
  columns = process.stdout.columns ?? 100,
): readonly string[] {
  const numbers = modules.map((module) => module.slice(0, 2));
  if (new Set(numbers).size < modules.length) return modules;
  const table = [["Student", ...modules], ...rows];
  const widths = ["", ...modules].map((_, column) => Math.max(...table.map((row) => widthOf(row[column] ?? ""))));
  return widths.reduce((sum, width) => sum + width + besideCell, 1) > columns ? numbers : modules;
}
