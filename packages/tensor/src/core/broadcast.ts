import { formatShape, requireSizes, type Shape, sameShape } from "./shape.ts";

/**
 * The shape two operands share under broadcasting: shapes are aligned at their last dimension, and sizes must be equal
 * or 1 (https://numpy.org/doc/stable/user/basics.broadcasting.html).
 * @throws RangeError when a pair of sizes is neither.
 */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  requireSizes(operation, a);
  requireSizes(operation, b);
  if (sameShape(a, b) || b.length === 0) return a;
  if (a.length === 0) return b;
  const ndim = Math.max(a.length, b.length);
  const shape = new Array<number>(ndim);
  for (let back = 1; back <= ndim; back++) {
    const m = back <= a.length ? a[a.length - back] : 1;
    const n = back <= b.length ? b[b.length - back] : 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new RangeError(
        `${operation}: shapes must be broadcastable (equal or 1, aligned at the last dimension), got ` +
          `${formatShape(a)} and ${formatShape(b)}`,
      );
    }
    shape[ndim - back] = m === 1 ? n : m;
  }
  return shape;
}

/**
 * Strides that lay an operand over a larger shape: 0 wherever a size 1 is repeated or a dimension is missing. The
 * operand must be known to fit.
 */
export function broadcastStrides(shape: Shape, strides: Shape, target: Shape): Shape {
  if (sameShape(shape, target)) return strides;
  const missing = target.length - shape.length;
  const result = new Array<number>(target.length).fill(0);
  for (let d = 0; d < shape.length; d++) {
    result[missing + d] = shape[d] === 1 && target[missing + d] !== 1 ? 0 : strides[d];
  }
  return result;
}

/** How a matrix product is laid out: the leading dimensions of both operands together, then m rows and n columns. */
export interface ProductShape {
  readonly batch: Shape;
  readonly m: number;
  readonly n: number;
}

/**
 * The shape of `[…, m, k] @ […, k, n]`, where a 1-d operand counts as a row on the left and a column on the right.
 * @throws RangeError when the inner sizes differ or an operand is a scalar
 */
export function productShape(a: Shape, b: Shape): ProductShape {
  if (a.length === 0 || b.length === 0) {
    throw new RangeError(`matmul: operands must have dimensions, got ${formatShape(a)} @ ${formatShape(b)}`);
  }
  const inner = a[a.length - 1];
  if (inner !== b[b.length === 1 ? 0 : b.length - 2])
    throw new RangeError(`matmul: inner sizes must match, got ${formatShape(a)} @ ${formatShape(b)}`);
  return {
    batch: broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2)),
    m: a.length === 1 ? 1 : a[a.length - 2],
    n: b.length === 1 ? 1 : b[b.length - 1],
  };
}
