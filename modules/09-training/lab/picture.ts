import { curves, heatMap, legendLine, paintIn, stylesFor, type View } from "@tinytorch/lab";
import type { Part } from "./part.ts";
import type { Curves, Reading, Resumed } from "./reader.ts";

/** Columns of a picture beside its axis, which takes eight. */
const roomOf = ({ columns }: View) => Math.max(30, Math.min(columns, 80) - 8);

/** Both curves, and below them where the best epoch is. */
export function curvesPicture(part: Part<Curves>, view: View): string[] {
  const title = "Cross-entropy of 300 digits to learn from, and of 200 others";
  if ("missing" in part) return [title, cut(`  ${part.missing}`, view)];
  const { loss, validation, best } = part.done;
  const columns = roomOf(view);
  const [learning, watching] = stylesFor(["training", "validation"], view.colour);
  if (!learning || !watching) return [title];
  const drawn = [
    { ...learning, values: loss },
    { ...watching, values: validation },
  ];
  const place = best === null ? 0 : Math.round(((best - 1) / loss.length) * columns);
  const last = (values: readonly number[]) => (values.at(-1) ?? Number.NaN).toFixed(2);
  return [
    title,
    ...curves(drawn, { columns, rows: 10, colour: view.colour, axis: ["epoch 1", `${loss.length}`] }),
    ...(best === null ? [] : [`${" ".repeat(8 + place)}▲ best: epoch ${best}`]),
    legendLine("training", learning, view.colour, `${last(loss)} in the end: it knows them by heart`),
    legendLine(
      "validation",
      watching,
      view.colour,
      `${last(validation)} in the end, ${Math.min(...validation).toFixed(2)} at best`,
    ),
  ];
}

/** The confusion matrix, and three digits that were misread. */
export function readingPicture(part: Part<Reading>, view: View): string[] {
  const title = "What is read as what: rows are right, columns are read";
  if ("missing" in part) return [title, cut(`  ${part.missing}`, view)];
  const { matrix, worst } = part.done;
  const [right, wrong, ink] = [
    paintIn("green", view.colour),
    paintIn("red", view.colour),
    paintIn("cyan", view.colour),
  ];
  const cell = (count: number, row: number, column: number) => {
    const text = (count === 0 ? "·" : String(count)).padStart(4);
    if (count === 0) return text;
    return row === column ? right(text) : wrong(text);
  };
  const panels = worst.map(({ image, right, read, loss }) => [
    `${right} read as ${read}`.padEnd(16),
    `loss ${loss.toFixed(1)}`.padEnd(16),
    ...heatMap(image, [0, 1.2]).map((line) => ink(line)),
  ]);
  return [
    title,
    `     ${matrix.map((_, column) => String(column).padStart(4)).join("")}`,
    ...matrix.map(
      (counts, row) => `${String(row).padStart(5)}${counts.map((n, c) => cell(n, row, c)).join("")}`,
    ),
    "",
    "The three that surprise it most",
    ...(panels[0] ?? []).map((_, line) =>
      `  ${panels.map((lines) => lines[line] ?? "").join("    ")}`.trimEnd(),
    ),
  ];
}

/** One training over another: what was stopped and resumed should lie on what was not. */
export function resumedPicture(part: Part<Resumed>, view: View): string[] {
  const title = "20 epochs without a stop, and 10 + 10 with a new trainer after the stop";
  if ("missing" in part) return [title, cut(`  ${part.missing}`, view)];
  const { whole, resumed, firstApart } = part.done;
  const [one, other] = stylesFor(["unstopped", "resumed"], view.colour);
  if (!one || !other) return [title];
  const drawn = [
    { ...one, values: whole },
    { ...other, values: resumed },
  ];
  const columns = roomOf(view);
  const half = Math.round(columns / 2);
  return [
    title,
    ...curves(drawn, { columns, rows: 6, colour: view.colour, axis: ["epoch 1", `${whole.length}`] }),
    `${" ".repeat(8 + half)}▲ stopped here`,
    legendLine("unstopped", one, view.colour),
    legendLine(
      "resumed",
      other,
      view.colour,
      firstApart === null
        ? "every loss is the same, bit for bit"
        : `another loss from epoch ${firstApart} on`,
    ),
  ];
}

/** A line that is not longer than the picture. */
function cut(line: string, { columns }: View): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}
