import { Canvas, type Paint, type Point, paintIn, plain, type View } from "@tinytorch/lab";
import { type Tensor, tensor } from "@tinytorch/tensor";

/** An activation over the numbers from −6 to 6, with its slope; null where it gave no number. */
export interface Bend {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly slopes: readonly (number | null)[];
  /** What it should be. */
  readonly reference: readonly number[];
  readonly referenceSlopes: readonly number[];
  /** The first place from the left where it is not as it should be; null when there is none. */
  readonly firstApart: number | null;
}

const reach = 6;
const points = 241;
/** Left and right of each point for its slope: wide enough that float32 tells the two apart. */
const near = 0.01;

/** What float32 may be off by. */
const tolerance = 1e-5;

/** Where an activation is looked at, from left to right. */
export const places = Array.from({ length: points }, (_, i) => -reach + (2 * reach * i) / (points - 1));

/** Follows an activation over its places, and a reference beside it. */
export function follow(name: string, mine: (x: Tensor) => Tensor, reference: (x: Tensor) => Tensor): Bend {
  const [values, slopes] = curveAndSlope(mine);
  const [right, rightSlopes] = curveAndSlope(reference);
  const apart = right.findIndex((value, i) => !(Math.abs((values[i] ?? Number.NaN) - value) < tolerance));
  return {
    name,
    firstApart: places[apart] ?? null,
    values: values.map(shown),
    slopes: slopes.map(shown),
    reference: right,
    referenceSlopes: rightSlopes,
  };
}

function curveAndSlope(bend: (x: Tensor) => Tensor): [number[], number[]] {
  const at = (shift: number) => Array.from(bend(tensor(places.map((x) => x + shift))).contiguous().data);
  const [left, right] = [at(-near), at(near)];
  return [at(0), left.map((value, i) => ((right[i] ?? Number.NaN) - value) / (2 * near))];
}

function shown(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The curve over its slope, and in a line whether it is what it should be. */
export function drawBend(bend: Bend, columns: number, { colour }: View): string[] {
  const { values, slopes, reference, referenceSlopes } = bend;
  // Where nothing is learned: the slope is less than a hundredth.
  const isDead = (x: number) => Math.abs(slopes[Math.round(x * (points - 1))] ?? 1) < 0.0095;
  const draw = (mine: Bend["values"], right: readonly number[], rows: number, paint: Paint) => {
    const [low, high] = [Math.min(...right), Math.max(...right)];
    const canvas = new Canvas(columns, rows);
    canvas.shade((x) => (isDead(x) ? "░" : " "), paintIn("grey", colour));
    const place = (value: number, i: number): Point => [
      Math.min(i / (points - 1), 0.999),
      0.04 + (0.92 * (value - low)) / (high - low || 1),
    ];
    for (const [i, value] of right.entries()) canvas.mark(...place(value, i), "·", plain);
    for (let i = 1; i < points; i += 1) {
      const [from, to] = [mine[i - 1] ?? null, mine[i] ?? null];
      if (from !== null && to !== null) canvas.line(place(from, i - 1), place(to, i), paint, null);
    }
    return { lines: canvas.lines(), range: `${short(low)} to ${short(high)}` };
  };
  const curve = draw(values, reference, 6, paintIn("cyan", colour));
  const slope = draw(slopes, referenceSlopes, 4, paintIn("yellow", colour));
  return [
    `${bend.name}: ${curve.range}`.padEnd(columns),
    ...curve.lines,
    `slope: ${slope.range}`.padEnd(columns),
    ...slope.lines,
    verdict(bend).padEnd(columns),
  ];
}

function verdict({ values, reference, firstApart }: Bend): string {
  if (firstApart === null) return "as it should be";
  const distances = reference.map((right, i) => Math.abs((values[i] ?? Number.POSITIVE_INFINITY) - right));
  const worst = Math.max(...distances);
  return `${Number.isFinite(worst) ? `${short(worst)} off` : "no number"}, from x = ${firstApart.toFixed(1)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)) + 0);
}
