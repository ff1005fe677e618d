import { rules } from "@tinytorch/options";
import { formatShape, requireSizes, type Shape } from "../core/shape.ts";

/** What can be repeated. */
interface Repeatable<T> {
  readonly shape: Shape;
  reshape(shape: Shape): T;
  expand(shape: Shape): T;
}

/** @throws RangeError on fewer times than dimensions, or a time that is no whole number ≥ 0 */
export function repeat<T extends Repeatable<T>>(x: T, times: Shape): T {
  requireTimes("repeat", times);
  const missing = times.length - x.shape.length;
  if (missing < 0) {
    throw new RangeError(
      `repeat: there must be a number of times for each dimension, got ${formatShape(times)} for ${formatShape(x.shape)}`,
    );
  }
  return repeated(x, times);
}

/** As `repeat`, where dimensions that are left out, the first ones, stay as they are. */
export function tile<T extends Repeatable<T>>(x: T, times: Shape): T {
  requireTimes("tile", times);
  const missing = Math.max(x.shape.length - times.length, 0);
  return repeated(x, [...new Array<number>(missing).fill(1), ...times]);
}

/** By a dimension before each, along which it is expanded. */
function repeated<T extends Repeatable<T>>(x: T, times: Shape): T {
  const shape = [...new Array<number>(times.length - x.shape.length).fill(1), ...x.shape];
  return x
    .reshape(shape.flatMap((length) => [1, length]))
    .expand(shape.flatMap((length, d) => [times[d], length]))
    .reshape(shape.map((length, d) => times[d] * length));
}

function requireTimes(operation: string, times: Shape): void {
  requireSizes(operation, times);
  for (let d = 0; d < times.length; d++)
    rules.requireEach(operation, rules.wholeNonNegative, { "a number of times": times[d] });
}
