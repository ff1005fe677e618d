import type { Tensor } from "@tinytorch/tensor";

/** What is known of the loss at a distance along a direction. */
export interface LossAt {
  readonly distance: number;
  readonly loss: number;
  readonly gradient: Tensor;
  /** The derivative of the loss along the direction. */
  readonly slope: number;
}

/** c₁: the share of the decrease that the slope promises which a step must make (Armijo's condition). */
const DECREASE = 1e-4;
/** c₂: the share of the first slope that may be left at the end (the curvature condition). */
const CURVATURE = 0.9;
/** The most evaluations after the first. */
const MOST_STEPS = 25;

/** Two points with the minimum between them, in either order. */
type Bracket = readonly [LossAt, LossAt];

/** What a search goes by. */
export interface Search {
  readonly start: LossAt;
  /** The largest magnitude in the direction. */
  readonly reach: number;
  readonly toleranceChange: number;
  evaluate(distance: number): LossAt;
}

/**
 * A distance along a direction at which the loss has fallen by its share and its slope has become gentle (the strong Wolfe
 * conditions): going out until the minimum is between two points, then closing in on it by cubics (Nocedal & Wright, Numerical
 * Optimization, algorithms 3.5 and 3.6, with the safeguards of minFunc). Its numbers are those of PyTorch's `strong_wolfe`.
 * @param distance where to look first
 * @returns the best point that was seen
 */
export function strongWolfe(search: Search, distance: number): LossAt {
  const { start, evaluate } = search;
  let [previous, current] = [start, evaluate(distance)];
  let steps = 0;
  for (; steps < MOST_STEPS; steps++) {
    const above = current.loss > promised(start, current.distance) || (steps > 1 && current.loss >= previous.loss);
    if (!above && isGentle(start, current)) return current;
    if (above || current.slope >= 0) return closeIn(search, [previous, current], steps);
    const bounds = [current.distance + 0.01 * (current.distance - previous.distance), 10 * current.distance] as const;
    const next = cubicMinimum(previous, current, bounds);
    [previous, current] = [current, evaluate(next)];
  }
  return lower([start, current]);
}

/** Makes the bracket smaller until a point in it serves. The slope at its lower end leads into it. */
function closeIn({ start, reach, toleranceChange, evaluate }: Search, around: Bracket, stepsBefore: number): LossAt {
  let bracket = around;
  let insufficient = false;
  for (let steps = stepsBefore; steps < MOST_STEPS; steps++) {
    const [near, far] = bracket[0].distance <= bracket[1].distance ? bracket : [bracket[1], bracket[0]];
    const width = far.distance - near.distance;
    if (width * reach < toleranceChange) break;
    let distance = cubicMinimum(near, far);
    const [toNear, toFar] = [distance - near.distance, far.distance - distance];
    const isNearEnd = Math.min(toFar, toNear) < 0.1 * width;
    // Twice near an end, or at one, is no progress: the next try is a tenth inside.
    const isPushed: boolean = isNearEnd && (insufficient || toFar <= 0 || toNear <= 0);
    if (isPushed)
      distance = Math.abs(toFar) < Math.abs(toNear) ? far.distance - 0.1 * width : near.distance + 0.1 * width;
    insufficient = isNearEnd && !isPushed;

    const low = lower(bracket);
    const current = evaluate(distance);
    if (current.loss > promised(start, distance) || current.loss >= low.loss) {
      bracket = low === bracket[0] ? [low, current] : [current, low];
      continue;
    }
    if (isGentle(start, current)) return current;
    const high = low === bracket[0] ? bracket[1] : bracket[0];
    const opposite = current.slope * (high.distance - low.distance) >= 0 ? low : high;
    bracket = low === bracket[0] ? [current, opposite] : [opposite, current];
  }
  return lower(bracket);
}

/** The most that the loss may be at a distance. */
function promised({ loss, slope }: LossAt, distance: number): number {
  return loss + DECREASE * distance * slope;
}

function isGentle(start: LossAt, { slope }: LossAt): boolean {
  return Math.abs(slope) <= -CURVATURE * start.slope;
}

function lower([first, second]: Bracket): LossAt {
  return first.loss <= second.loss ? first : second;
}

/** Where the cubic through two points with their slopes is least, within bounds; their middle where it has no minimum. */
function cubicMinimum(
  { distance: x1, loss: f1, slope: g1 }: LossAt,
  { distance: x2, loss: f2, slope: g2 }: LossAt,
  [least, most]: readonly [number, number] = x1 <= x2 ? [x1, x2] : [x2, x1],
): number {
  const d1 = g1 + g2 - (3 * (f1 - f2)) / (x1 - x2);
  const square = d1 * d1 - g1 * g2;
  if (!(square >= 0)) return (least + most) / 2;
  const d2 = Math.sqrt(square);
  const minimum =
    x1 <= x2
      ? x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
      : x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2));
  return Math.min(Math.max(minimum, least), most);
}
