import { heatMap, type Paint, paintIn, type View } from "@tinytorch/lab";
import type { Edges, Found, Matrix } from "./edges.ts";
import type { Part } from "./part.ts";
import type { Reach } from "./reach.ts";

/** The digit and its edges, with the window at one place of them: as many places are filled as the frame says. */
export function edgesPicture({ digit, kernel, sideways, downwards, pooled }: Edges, view: View): string[] {
  const places = digit.length * (digit[0]?.length ?? 0);
  const isLast = view.frame >= places;
  const at = isLast ? null : placeOf(view.frame, digit);
  const ink = paintIn("cyan", view.colour);
  const panels = [
    panel("a digit", { done: digit }, [-0.2, 1.2], ink, at),
    panel("edges sideways", mapOf(sideways, at), [0, 4], ink),
    panel("edges downwards", isLast ? mapOf(downwards, null) : hidden, [0, 4], ink),
    panel("largest of 2×2", isLast ? pooled : hidden, [0, 4], ink),
  ];
  const height = Math.max(...panels.map((lines) => lines.length));
  const rows = Array.from({ length: height }, (_, row) =>
    panels
      .map((lines) => lines[row] ?? " ".repeat(panelColumns))
      .join("  ")
      .trimEnd(),
  );
  return [
    ...rows,
    ...(at === null ? saidOf({ sideways, downwards, pooled }, view) : sumAt(digit, kernel, sideways, at)),
  ];
}

/** A line for each network, with the pixels that it sees. */
export function reachPicture(reaches: readonly Reach[], view: View): string[] {
  const paint = paintIn("yellow", view.colour);
  return [
    "What one number sees of a row of pixels, through layers with windows of 3",
    ...reaches.map(({ name, seen }) => {
      if ("missing" in seen) return cut(`  ${name.padEnd(20)}${seen.missing}`, view);
      const row = seen.done.map((isSeen) => (isSeen ? paint("█") : "·")).join("");
      return `  ${name.padEnd(20)}${row}  ${seen.done.filter(Boolean).length}`;
    }),
  ];
}

type Place = readonly [row: number, column: number];

const panelColumns = 16;

const hidden: Part<Matrix> = { done: [] };

function placeOf(frame: number, digit: Matrix): Place {
  const width = digit[0]?.length ?? 1;
  return [Math.floor(frame / width), frame % width];
}

/** A map up to the window's place, all of it when the window is at the end. */
function mapOf(found: Part<Found>, at: Place | null): Part<Matrix> {
  if ("missing" in found) return found;
  const { map } = found.done;
  if (at === null) return { done: map };
  const [row, column] = at;
  return { done: map.slice(0, row + 1).map((values, i) => (i < row ? values : values.slice(0, column + 1))) };
}

/** A title over a heat map of sizes, 16 columns wide; with a window's frame around its nine pixels. */
function panel(
  title: string,
  part: Part<Matrix>,
  range: readonly [number, number],
  paint: Paint,
  at: Place | null = null,
): string[] {
  const heading = title.padEnd(panelColumns);
  if ("missing" in part) return [heading, "not yet".padEnd(panelColumns)];
  const sizes = part.done.map((row) => row.map(Math.abs));
  const lines = heatMap(sizes, range).map((line, i) => {
    const cells = [...line.padEnd(panelColumns)];
    if (at !== null && Math.abs(i - at[0]) <= 1) {
      const [left, right] = [2 * (at[1] - 1), 2 * (at[1] + 1) + 1];
      if (left >= 0) cells[left] = "[";
      if (right < panelColumns) cells[right] = "]";
    }
    return paint(cells.join(""));
  });
  return [heading, ...lines];
}

/** The nine products under the window, as a person would write them down. */
function sumAt(digit: Matrix, kernel: Matrix, found: Part<Found>, [row, column]: Place): string[] {
  const seen = kernel.map((values, u) => values.map((_, v) => digit[row + u - 1]?.[column + v - 1] ?? 0));
  const sum = "done" in found ? (found.done.map[row]?.[column]?.toFixed(2) ?? "?") : "?";
  return [
    "",
    ...seen.map((values, u) => {
      const numbers = values
        .map((value) => (Math.round(value * 100) / 100 + 0).toFixed(2).padStart(6))
        .join("");
      const weights = (kernel[u] ?? []).map((weight) => String(weight).padStart(4)).join("");
      return `  ${numbers}   ${u === 1 ? "times" : "     "} ${weights}   ${u === 1 ? `= ${sum}` : ""}`.trimEnd();
    }),
  ];
}

/** What is missing, and what is not as the library has it. */
function saidOf(parts: Pick<Edges, "sideways" | "downwards" | "pooled">, view: View): string[] {
  const said = Object.entries(parts).flatMap(([name, part]: [string, Part<Found | Matrix>]) => {
    if ("missing" in part) return [cut(`  ${name}: ${part.missing}`, view)];
    if (!("firstApart" in part.done) || part.done.firstApart === null) return [];
    const { unlike, firstApart } = part.done;
    const first = `first in row ${firstApart.row}, column ${firstApart.column}`;
    return [`  ${name}: another number than the library's at ${unlike} places, ${first}`];
  });
  return said.length === 0 ? ["The library finds the same edges."] : said;
}

/** A line that is not longer than the picture. */
function cut(line: string, { columns }: View): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}
