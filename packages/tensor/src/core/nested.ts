import type { ElementArray } from "./dtype.ts";
import { formatShape, type Shape } from "./shape.ts";

/** Numbers or truth values in nested arrays, one level for each dimension; a bare one is a scalar. */
export type Nested = number | boolean | readonly Nested[];

/** What a tensor's values look like as plain arrays. */
export type NestedNumbers = number | NestedNumbers[];

/** Whether a value is a typed array that can become a tensor. */
export function isElementArray(value: unknown): value is ElementArray {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}

/** The shape of nested arrays, read along their first elements; `fillFromNested` checks the rest. */
export function shapeOfNested(values: Nested): number[] {
  const shape: number[] = [];
  for (let level = values; isList(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

/** Whether the first element of nested arrays is a truth value; then all of them must be. */
export function holdsTruthValues(values: Nested): boolean {
  let level = values;
  while (isList(level)) level = level[0];
  return typeof level === "boolean";
}

function isList(value: Nested): value is readonly Nested[] {
  return Array.isArray(value);
}

/**
 * Writes nested arrays into `target` in row-major order.
 * @throws RangeError when rows have different lengths, TypeError when something in them is not a number (or not a truth
 *   value, where the first one is).
 */
export function fillFromNested(values: Nested, shape: Shape, target: ElementArray): void {
  const kind = holdsTruthValues(values) ? "boolean" : "number";
  let position = 0;
  const visit = (level: Nested, depth: number): void => {
    if (depth === shape.length) {
      if (isList(level)) throw raggedness(shape, depth, `an array where a ${kind} should be`);
      if (typeof level !== kind) throw new TypeError(`tensor: elements must be ${kind}s, got ${typeof level}`);
      target[position++] = Number(level);
      return;
    }
    if (typeof level === "number" || typeof level === "boolean")
      throw raggedness(shape, depth, `a ${typeof level} where an array should be`);
    if (!isList(level)) throw new TypeError(`tensor: values must be numbers or nested arrays, got ${typeof level}`);
    if (level.length !== shape[depth]) throw raggedness(shape, depth, `length ${level.length} beside ${shape[depth]}`);
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
export function toNested(data: ElementArray, shape: Shape): NestedNumbers {
  let position = 0;
  const build = (depth: number): NestedNumbers =>
    depth === shape.length ? data[position++] : Array.from({ length: shape[depth] }, () => build(depth + 1));
  return build(0);
}
