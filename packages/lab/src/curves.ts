import { Canvas, type Point } from "./canvas.ts";
import { downsample } from "./downsample.ts";
import { framed, horizontalAxis } from "./frame.ts";
import type { Style } from "./style.ts";

/** One number a step. Where a run had no number (null, NaN, an infinity) its curve has a gap. */
export interface Curve extends Pick<Style, "paint" | "letter"> {
  readonly values: readonly (number | null)[];
}

export interface CurvesOptions {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  /** "logarithmic" puts a tenth as far below one as a tenth of that below it. "linear" by default. */
  readonly scale?: "linear" | "logarithmic";
  /** What counts as the smallest positive number on a logarithmic scale (default 1e-8). */
  readonly floor?: number;
  /** Draws the curves up to this step, at their place in the whole picture. All steps by default. */
  readonly until?: number;
  /** Labels at the ends of a horizontal axis; none by default. */
  readonly axis?: readonly [from: string, to: string];
}

/** Curves over one another in a frame, with the largest and the smallest value as labels of the axis. */
export function curves(drawn: readonly Curve[], options: CurvesOptions): string[] {
  const { columns, rows, colour, scale = "linear", floor = 1e-8, axis } = options;
  const logarithmic = scale === "logarithmic";
  const heights = drawn.map(({ values }) =>
    values.map((value) => {
      if (value === null || !Number.isFinite(value)) return null;
      return logarithmic ? Math.log10(Math.max(value, floor)) : value;
    }),
  );
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const height of heights.flat()) {
    if (height !== null) [low, high] = [Math.min(low, height), Math.max(high, height)];
  }
  if (low > high) [low, high] = [0, 0];
  const longest = Math.max(1, ...drawn.map(({ values }) => values.length));
  const until = options.until ?? longest;
  const canvas = new Canvas(columns, rows);
  for (const [index, { paint, letter }] of drawn.entries()) {
    const values = heights[index] ?? [];
    const points = downsample(values, columns * 2)
      .filter((step) => step <= until)
      .map((step): Point | null => {
        const height = values[step] ?? null;
        return height === null ? null : [step / longest, 0.02 + (0.96 * (height - low)) / (high - low || 1)];
      });
    for (let point = 1; point < points.length; point += 1) {
      const [from, to] = [points[point - 1], points[point]];
      if (from && to) canvas.line(from, to, paint, colour ? null : letter);
    }
  }
  const label = (height: number) => shortNumber(logarithmic ? 10 ** height : height);
  const lines = framed(canvas.lines(), label(high), label(low));
  return axis === undefined ? lines : [...lines, horizontalAxis(columns, ...axis)];
}

/** Two digits, in at most seven columns. */
function shortNumber(value: number): string {
  const digits = value.toPrecision(2);
  return digits.length <= 7 ? digits : value.toExponential(0);
}
