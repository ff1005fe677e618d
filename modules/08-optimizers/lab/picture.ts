import { styleText } from "node:util";
import { Canvas, type Paint, type Point, plain } from "./canvas.ts";
import type { Surface } from "./surface.ts";

/** One optimizer's run: where it was and what the loss was there, before the first step and after every one. */
export interface Lane {
  readonly name: string;
  readonly path: readonly Point[];
  readonly loss: readonly number[];
}

export interface PictureOptions {
  /** The room there is; the picture fits itself into it. */
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  /** How many steps to show. */
  readonly steps: number;
}

/** The map with every path over its contours, the loss curves below, and a line for each runner. */
export function picture(surface: Surface, lanes: readonly Lane[], options: PictureOptions): string {
  const width = Math.max(40, Math.min(options.columns, 96)) - 8;
  // Titles, legend and blank lines take nine rows, the curves a third of what is left.
  const height = Math.max(12, Math.min(options.rows - 9, 26));
  const curveHeight = Math.floor(height / 3);
  const runners = lanes.map((lane, index) => ({ ...lane, ...styleOf(lane, index, options.colour) }));
  return [
    surface.title,
    ...framed(map(surface, runners, new Canvas(width, height - curveHeight), options)),
    "",
    "Loss at every step (logarithmic)",
    ...framed(...lossCurves(runners, new Canvas(width, curveHeight), options)),
    "",
    ...runners.map((runner) => legend(runner, options)),
    "",
  ].join("\n");
}

interface Style {
  readonly paint: Paint;
  readonly letter: string;
}

type Runner = Lane & Style;

const colours = ["red", "yellow", "cyan"] as const;

function styleOf({ name }: Lane, index: number, colour: boolean): Style {
  const style = colours[index % colours.length] ?? "red";
  return {
    letter: name.charAt(0).toLowerCase(),
    paint: colour ? (text) => styleText(style, text, { validateStream: false }) : plain,
  };
}

function map(
  surface: Surface,
  runners: readonly Runner[],
  canvas: Canvas,
  { colour, steps }: PictureOptions,
): string[] {
  const place = ([x, y]: Point): Point => [
    (x - surface.x[0]) / (surface.x[1] - surface.x[0]),
    (y - surface.y[0]) / (surface.y[1] - surface.y[0]),
  ];
  const grey: Paint = colour ? (text) => styleText("gray", text, { validateStream: false }) : plain;
  // One shade for every doubling of the height, so that the bands read like contour lines.
  canvas.shade((u, v) => {
    const x = surface.x[0] + u * (surface.x[1] - surface.x[0]);
    const y = surface.y[0] + v * (surface.y[1] - surface.y[0]);
    const doublings = Math.floor(Math.log2(surface.height(x, y) + 1e-9));
    return doublings % 2 === 0 ? "·" : " ";
  }, grey);
  canvas.mark(...place(surface.minimum), "×", plain);
  for (const { path, paint, letter } of runners) {
    const seen = path.slice(0, steps + 1).map(place);
    for (let step = 1; step < seen.length; step += 1) {
      const [from, to] = [seen[step - 1], seen[step]];
      if (from && to) canvas.line(from, to, paint, colour ? null : letter);
    }
    const last = seen.at(-1);
    if (last) canvas.mark(...last, letter.toUpperCase(), paint);
  }
  return canvas.lines();
}

/** The curves, with the largest and the smallest loss as labels of the axis. */
function lossCurves(
  runners: readonly Runner[],
  canvas: Canvas,
  { colour, steps }: PictureOptions,
): [string[], string, string] {
  const logarithms = (loss: readonly number[]) => loss.map((value) => Math.log10(Math.max(value, 1e-8)));
  const finite = runners.flatMap(({ loss }) => logarithms(loss)).filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  for (const { loss, paint, letter } of runners) {
    const points = logarithms(loss).map(
      (value, step): Point => [step / loss.length, 0.02 + (0.96 * (value - low)) / (high - low || 1)],
    );
    for (let step = 1; step <= Math.min(steps, points.length - 1); step += 1) {
      const [from, to] = [points[step - 1], points[step]];
      if (from && to) canvas.line(from, to, paint, colour ? null : letter);
    }
  }
  return [canvas.lines(), (10 ** high).toPrecision(2), (10 ** low).toPrecision(2)];
}

function framed(lines: readonly string[], top = "", bottom = ""): string[] {
  const label = (index: number) => (index === 0 ? top : index === lines.length - 1 ? bottom : "");
  return lines.map((line, index) => `${label(index).padStart(7)}│${line}`);
}

function legend({ name, loss, paint, letter }: Runner, { colour, steps }: PictureOptions): string {
  const shown = Math.min(steps, loss.length - 1);
  const mark = colour ? paint("━━") : letter.repeat(2);
  const value = loss[shown]?.toExponential(1) ?? "?";
  return `  ${mark} ${name.padEnd(24)} loss ${value} after ${shown} steps`;
}
