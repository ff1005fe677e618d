import type { FloatArray } from "./dtype.ts";
import { formatShape, type Shape } from "./shape.ts";

/** Numbers in nested arrays, one level for each dimension; a bare number is a scalar. */
export type Nested = number | readonly Nested[];

/** What a tensor's values look like as plain arrays. */
export type NestedNumbers = number | NestedNumbers[];

/** Whether a value is a typed array of floats. */
export function isFloatArray(value: unknown): value is FloatArray {
  return value instanceof Float32Array || value instanceof Float64Array;
}

/** The shape of nested arrays, read along their first elements; `fillFromNested` checks the rest. */
export function shapeOfNested(values: Nested): number[] {
  const shape: number[] = [];
  for (let level = values; typeof level !== "number"; level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

/**
 * Writes nested arrays into `target` in row-major order.
 * @throws RangeError when rows have different lengths, TypeError when something in them is not a number.
 */
export function fillFromNested(values: Nested, shape: Shape, target: FloatArray): void {
  let position = 0;
  const visit = (level: Nested, depth: number): void => {
    if (depth === shape.length) {
      if (Array.isArray(level)) throw raggedness(shape, depth, "an array where a number should be");
      if (typeof level !== "number")
        throw new TypeError(`tensor: elements must be numbers, got ${typeof level}`);
      target[position++] = level;
      return;
    }
    if (typeof level === "number") throw raggedness(shape, depth, "a number where an array should be");
    if (!Array.isArray(level))
      throw new TypeError(`tensor: values must be numbers or nested arrays, got ${typeof level}`);
    if (level.length !== shape[depth])
      throw raggedness(shape, depth, `length ${level.length} beside ${shape[depth]}`);
    for (const item of level) visit(item, depth + 1);
  };
  visit(values, 0);
}

function raggedness(shape: Shape, depth: number, got: string): RangeError {
  return new RangeError(
    `tensor: nested arrays must have equal lengths at each level, got ${got} at level ${depth} of ${formatShape(shape)}`,
  );
}

/** The elements of a row-major block as nested arrays. */
export function toNested(data: FloatArray, shape: Shape): NestedNumbers {
  let position = 0;
  const build = (depth: number): NestedNumbers =>
    depth === shape.length ? data[position++] : Array.from({ length: shape[depth] }, () => build(depth + 1));
  return build(0);
}
