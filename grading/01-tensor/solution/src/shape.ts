/** How long a tensor is in each dimension, outermost first: `[2, 3]` is two rows of three. A number alone has no dimensions: `[]`. */
export type Shape = readonly number[];

/** A shape as messages show it: `[2, 3]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** @throws RangeError on a length that is negative or not whole: `zeros: lengths must be whole and >= 0, got [2, -1]` */
export function checkShape(operation: string, shape: Shape): void {
  if (shape.some((length) => !Number.isInteger(length) || length < 0)) {
    throw new RangeError(`${operation}: lengths must be whole and >= 0, got ${formatShape(shape)}`);
  }
}

/**
 * How many elements a shape has: all lengths multiplied.
 *
 *   [2, 3] → 6        [4, 0] → 0        [] → 1, for a number alone is one element
 */
export function sizeOf(shape: Shape): number {
  // BEGIN SOLUTION
  // TODO: multiply all lengths, beginning with 1
  return shape.reduce((size, length) => size * length, 1);
  // END SOLUTION
}

/**
 * Row-major strides: how many storage places lie between neighbours along each dimension, when the last dimension lies
 * next to itself.
 *
 *   stride of the last dimension = 1
 *   stride of any other          = stride · length of the dimension after it
 *
 *   [2, 3] → [3, 1]        [2, 3, 4] → [12, 4, 1]        [2, 0, 3] → [0, 3, 1]        [] → []
 */
export function stridesOf(shape: Shape): number[] {
  // BEGIN SOLUTION
  // TODO: go from the last dimension to the first, multiplying up lengths
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d -= 1) {
    strides[d] = step;
    step *= shape[d];
  }
  return strides;
  // END SOLUTION
}

/**
 * A dimension, or a position along one, counted from the front: below 0 it counts from the end, as in PyTorch.
 *
 *   of 3:  0 → 0, 2 → 2, −1 → 2, −3 → 0; 3, −4 and 0.5 are none of them
 *
 * @param name what is counted, for the message
 * @throws RangeError on a number that is not whole or out of range: `sum: dim must be from -2 to 1, got 2`
 */
export function countFromFront(
  operation: string,
  name: "dim" | "index",
  given: number,
  length: number,
): number {
  // BEGIN SOLUTION
  // TODO: add the length to what is below 0, and refuse what is out of range
  const counted = given < 0 ? given + length : given;
  if (!Number.isInteger(given) || counted < 0 || counted >= length) {
    throw new RangeError(`${operation}: ${name} must be from ${-length} to ${length - 1}, got ${given}`);
  }
  return counted;
  // END SOLUTION
}
