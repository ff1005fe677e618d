import {
  Canvas,
  curves,
  framed,
  legendLine,
  type Point,
  paintIn,
  plain,
  type Style,
  stylesFor,
  type View,
} from "@tinytorch/lab";
import type { Surface } from "./surface.ts";

/** One optimizer's run: where it was and what the loss was there, before the first step and after every one. */
export interface Lane {
  readonly name: string;
  readonly path: readonly Point[];
  readonly loss: readonly number[];
  /** Where the library's own optimizer was, in float64. */
  readonly reference: readonly Point[];
  /** The first step after which the two are apart; null when they never are. */
  readonly firstApart: number | null;
}

/** The map with every path over its contours, the loss curves below, and a line for each runner. */
export function picture(surface: Surface, lanes: readonly Lane[], view: View): string {
  const { colour, frame: steps } = view;
  const columns = Math.max(40, Math.min(view.columns, 96)) - 8;
  // Titles, legend and blank lines take nine rows, the curves a third of what is left.
  const height = Math.max(12, Math.min(view.rows - 9, 26));
  const rows = Math.floor(height / 3);
  const styles = stylesFor(
    lanes.map(({ name }) => name),
    colour,
  );
  const runners = lanes.flatMap((lane, index) => (styles[index] ? [{ ...lane, ...styles[index] }] : []));
  return [
    surface.title,
    ...framed(map(surface, runners, new Canvas(columns, height - rows), view)),
    "",
    "Loss at every step (logarithmic)",
    ...curves(
      runners.map(({ loss, ...style }) => ({ ...style, values: loss })),
      { columns, rows, colour, scale: "logarithmic", until: steps },
    ),
    "",
    ...runners.map((runner) => {
      const shown = Math.min(steps, runner.loss.length - 1);
      const loss = runner.loss[shown]?.toExponential(1) ?? "?";
      return legendLine(runner.name, runner, colour, `loss ${loss} after ${shown} steps`);
    }),
    verdict(lanes, steps),
    "",
  ].join("\n");
}

/** In a line who goes another way than the reference by now, and from which step on. */
export function verdict(lanes: readonly Lane[], steps: number): string {
  const apart = lanes.flatMap(({ name, firstApart: step }) =>
    step === null || step > steps ? [] : [`${name} from step ${step} on`],
  );
  if (apart.length === 0) return "Each is where the reference is, step for step.";
  return `Elsewhere than the reference (○), first at the !: ${apart.join("; ")}.`;
}

type Runner = Lane & Style;

function map(
  surface: Surface,
  runners: readonly Runner[],
  canvas: Canvas,
  { colour, frame: steps }: View,
): string[] {
  const place = ([x, y]: Point): Point => [
    (x - surface.x[0]) / (surface.x[1] - surface.x[0]),
    (y - surface.y[0]) / (surface.y[1] - surface.y[0]),
  ];
  // One shade for every doubling of the height, so that the bands read like contour lines.
  canvas.shade(
    (u, v) => {
      const x = surface.x[0] + u * (surface.x[1] - surface.x[0]);
      const y = surface.y[0] + v * (surface.y[1] - surface.y[0]);
      const doublings = Math.floor(Math.log2(surface.height(x, y) + 1e-9));
      return doublings % 2 === 0 ? "·" : " ";
    },
    paintIn("grey", colour),
  );
  canvas.mark(...place(surface.minimum), "×", plain);
  for (const { reference, firstApart } of runners) {
    if (firstApart === null || firstApart > steps) continue;
    for (const point of reference.slice(0, steps + 1).map(place)) canvas.mark(...point, "○", plain);
  }
  for (const { path, paint, letter } of runners) {
    const seen = path.slice(0, steps + 1).map(place);
    for (let step = 1; step < seen.length; step += 1) {
      const [from, to] = [seen[step - 1], seen[step]];
      if (from && to) canvas.line(from, to, paint, colour ? null : letter);
    }
  }
  for (const { path, firstApart, paint, letter } of runners) {
    const [parted, last] = [path[firstApart ?? steps + 1], path[Math.min(steps, path.length - 1)]];
    if (last) canvas.mark(...place(last), letter.toUpperCase(), paint);
    if (parted && (firstApart ?? 0) <= steps) canvas.mark(...place(parted), "!", paintIn("magenta", colour));
  }
  return canvas.lines();
}
