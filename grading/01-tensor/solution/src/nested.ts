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
  // BEGIN SOLUTION
  // TODO: an array's length, and behind it the shape that all entries share
  if (typeof values === "number") return [];
  const [first = [], ...others] = values.map(shapeOfNested);
  const other = others.find((shape) => formatShape(shape) !== formatShape(first));
  if (other !== undefined) {
    throw new RangeError(
      `tensor: nested arrays must have equal shapes, got ${formatShape(first)} beside ${formatShape(other)}`,
    );
  }
  return [values.length, ...first];
  // END SOLUTION
}

/** The numbers of nested arrays in row-major order, the last dimension fastest: `[[1, 2], [3, 4]] → [1, 2, 3, 4]`. */
export function flattenNested(values: NestedNumbers): number[] {
  // BEGIN SOLUTION
  // TODO: a number is a list of one; join the lists of all entries
  return typeof values === "number" ? [values] : values.flatMap(flattenNested);
  // END SOLUTION
}

/**
 * The way back: elements in row-major order as nested arrays of a shape.
 *
 *   [1, 2, 3, 4, 5, 6] and [2, 3] → [[1, 2, 3], [4, 5, 6]]        [7] and [] → 7        [] and [2, 0] → [[], []]
 */
export function nest(elements: ArrayLike<number>, shape: Shape): NestedNumbers {
  // BEGIN SOLUTION
  // TODO: a shape [] takes one element, any other an array of inner shapes
  let position = 0;
  const build = ([length, ...inner]: Shape): NestedNumbers => {
    if (length === undefined) return elements[position++];
    return Array.from({ length }, () => build(inner));
  };
  return build(shape);
  // END SOLUTION
}
