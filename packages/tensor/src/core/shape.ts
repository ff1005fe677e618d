import { rules } from "@tinytorch/options";
import { type Shape, sizeOf } from "../kernels/contract/layout.ts";

export { rowMajorStrides, type Shape, sizeOf } from "../kernels/contract/layout.ts";

/** The rule of a shape: its sizes are checked by who knows whether one may be −1. */
export const shapeRule = rules.rule("a list of sizes, such as [2, 3]", (value): value is Shape => Array.isArray(value));

/** @throws RangeError on anything but a list of sizes: a bare number, as PyTorch takes it, for instance */
export function requireSizes(operation: string, shape: Shape): void {
  if (Array.isArray(shape)) return;
  const help = typeof shape === "number" ? `; write [${String(shape)}]` : "";
  throw new RangeError(`${operation}: a shape must be ${shapeRule.words}, got ${rules.shown(shape)}${help}`);
}

/** Whether elements laid out by `strides` are exactly the row-major ones (the stride of a size-1 dimension is free). */
export function isRowMajor(shape: Shape, strides: Shape): boolean {
  let expected = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    if (shape[d] === 0) return true;
    if (shape[d] !== 1 && strides[d] !== expected) return false;
    expected *= shape[d];
  }
  return true;
}

/** Whether two shapes have the same dimensions. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let d = 0; d < a.length; d++) if (a[d] !== b[d]) return false;
  return true;
}

/** A shape as it is written in messages: `[2, 3]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * A dimension counted from the front: −1 becomes the last one.
 * @throws RangeError when there is no such dimension.
 */
export function resolveDim(operation: string, dim: number, ndim: number): number {
  const resolved = Number.isInteger(dim) && dim < 0 ? dim + ndim : dim;
  if (!Number.isInteger(dim) || resolved < 0 || resolved >= ndim) {
    throw new RangeError(
      `${operation}: dim must be in [${-ndim}, ${ndim - 1}] for ${ndim} dimensions, got ${rules.shown(dim)}`,
    );
  }
  return resolved;
}

/**
 * One dimension, several, or (when left out) all of them, as a flag for each dimension.
 * @throws RangeError on an unknown dimension or one named twice.
 */
export function selectDims(operation: string, dims: number | readonly number[] | undefined, ndim: number): boolean[] {
  const selected = new Array<boolean>(ndim).fill(dims === undefined);
  if (dims === undefined) return selected;
  if (typeof dims !== "number" && !Array.isArray(dims))
    throw new TypeError(`${operation}: dim must be a number or a list of numbers, got ${rules.shown(dims)}`);
  for (const dim of typeof dims === "number" ? [dims] : dims) {
    const d = resolveDim(operation, dim, ndim);
    if (selected[d]) throw new RangeError(`${operation}: a dimension may appear once, got ${dim} again`);
    selected[d] = true;
  }
  return selected;
}

/**
 * Fills in the one −1 of a requested shape so that it holds `size` elements.
 * @throws RangeError when the shape cannot hold them, or has more than one −1.
 */
export function resolveShape(operation: string, requested: Shape, from: Shape): number[] {
  requireSizes(operation, requested);
  const size = sizeOf(from);
  let known = 1;
  let free = -1;
  for (const [d, length] of requested.entries()) {
    if (length === -1) {
      if (free >= 0) throw new RangeError(`${operation}: only one dimension may be -1, got ${formatShape(requested)}`);
      free = d;
    } else if (!Number.isInteger(length) || length < 0) {
      throw new RangeError(`${operation}: sizes must be whole numbers ≥ 0, got ${formatShape(requested)}`);
    } else known *= length;
  }
  const shape = [...requested];
  if (free >= 0 && known > 0) shape[free] = size / known;
  if (sizeOf(shape) !== size || shape.some((length) => !Number.isInteger(length) || length < 0)) {
    throw new RangeError(
      `${operation}: the number of elements must stay ${size}, got ${formatShape(from)} -> ${formatShape(requested)}`,
    );
  }
  return shape;
}

/**
 * The shape with all dimensions from `start` to `end` (inclusive) made one; a scalar gets one.
 * @throws RangeError when the start comes after the end
 */
export function flattened(shape: Shape, start: number, end: number): number[] {
  if (shape.length === 0) return [1];
  const from = resolveDim("flatten", start, shape.length);
  const to = resolveDim("flatten", end, shape.length);
  if (from > to) throw new RangeError(`flatten: start must not come after end, got ${start} and ${end}`);
  return [...shape.slice(0, from), sizeOf(shape.slice(from, to + 1)), ...shape.slice(to + 1)];
}
