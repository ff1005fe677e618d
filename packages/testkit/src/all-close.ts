import { formatShape, sameShape } from "./shape.ts";
import { readValues } from "./values.ts";

/** How far apart numbers may be and still count as close: |received − expected| ≤ atol + rtol · |expected|. */
export interface Tolerance {
  /** The relative part (default 1e-6, ten units in the last place of a float32). */
  rtol?: number;
  /** The absolute part (default 1e-7). */
  atol?: number;
}

/** Whether two sets of numbers are close, and if not, where and by how much they differ. */
export interface Comparison {
  readonly close: boolean;
  readonly message: string;
}

/**
 * Compares numbers, arrays or tensors element by element. Shapes must be the same; NaN is close to NaN only, and an infinity
 * to itself only.
 * @throws TypeError on values that are not numbers, RangeError on ragged nesting or a negative tolerance
 */
export function compareAllClose(received: unknown, expected: unknown, tolerance: Tolerance = {}): Comparison {
  const { rtol = 1e-6, atol = 1e-7 } = tolerance;
  if (!(rtol >= 0) || !(atol >= 0))
    throw new RangeError(`toBeAllClose: tolerances must be ≥ 0, got ${rtol} and ${atol}`);
  const actual = readValues(received);
  const wanted = readValues(expected);
  if (!sameShape(actual.shape, wanted.shape)) {
    return {
      close: false,
      message: `expected shape ${formatShape(wanted.shape)}, got ${formatShape(actual.shape)}`,
    };
  }
  let far = 0;
  let worst = -1;
  let worstExcess = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < wanted.flat.length; i++) {
    if (isClose(actual.flat[i], wanted.flat[i], rtol, atol)) continue;
    far++;
    const distance = Math.abs(actual.flat[i] - wanted.flat[i]);
    const excess = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance - rtol * Math.abs(wanted.flat[i]);
    if (worst === -1 || excess > worstExcess) {
      worst = i;
      worstExcess = excess;
    }
  }
  const limits = `rtol ${rtol}, atol ${atol}`;
  if (far === 0) return { close: true, message: `all ${wanted.flat.length} elements are close (${limits})` };
  const place = formatShape(positionOf(worst, wanted.shape));
  return {
    close: false,
    message:
      `${far} of ${wanted.flat.length} elements differ by more than ${limits}; most at ${place}: expected ` +
      `${wanted.flat[worst]}, got ${actual.flat[worst]}`,
  };
}

function isClose(received: number, expected: number, rtol: number, atol: number): boolean {
  if (Object.is(received, expected) || received === expected) return true;
  return Number.isFinite(expected) && Math.abs(received - expected) <= atol + rtol * Math.abs(expected);
}

function positionOf(flat: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  let rest = flat;
  for (const length of [...shape].reverse()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position;
}
