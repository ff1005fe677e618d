import { formatShape, type Shape } from "./shape.ts";

/** Numbers in arrays in arrays, one level for each dimension: `[[1, 2, 3], [4, 5, 6]]`. A number alone is one too. */
export type NestedNumbers = number | readonly NestedNumbers[];

/**
 * The shape of nested arrays.
 *
 *   7 → []        [1, 2] → [2]        [[1, 2, 3], [4, 5, 6]] → [2, 3]        [[], []] → [2, 0]
 *
 * @throws RangeError where neighbours differ in shape:
 * `tensor: nested arrays must have equal shapes, got [2] beside [3]`
 */
export function shapeOfNested(values: NestedNumbers): Shape {
  throw new Error("TODO(01-tensor): an array's length, and behind it the shape that all entries share");
}

/** The numbers of nested arrays in row-major order, the last dimension fastest: `[[1, 2], [3, 4]] → [1, 2, 3, 4]`. */
export function flattenNested(values: NestedNumbers): number[] {
  throw new Error("TODO(01-tensor): a number is a list of one; join the lists of all entries");
}

/**
 * The way back: elements in row-major order as nested arrays of a shape.
 *
 *   [1, 2, 3, 4, 5, 6] and [2, 3] → [[1, 2, 3], [4, 5, 6]]        [7] and [] → 7        [] and [2, 0] → [[], []]
 */
export function nest(elements: ArrayLike<number>, shape: Shape): NestedNumbers {
  throw new Error("TODO(01-tensor): a shape [] takes one element, any other an array of inner shapes");
}
