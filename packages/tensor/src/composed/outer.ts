import { formatShape, type Shape } from "../core/shape.ts";

/** A vector. */
interface Multiplicable<T> {
  readonly shape: Shape;
  readonly ndim: number;
  mul(other: T): T;
  matmul(other: T): T;
  reshape(shape: Shape): T;
}

/** @throws RangeError on anything but two vectors */
export function outer<T extends Multiplicable<T>>(a: T, b: T): T {
  requireVectors("outer", a, b, a.ndim === 1 && b.ndim === 1);
  return a.reshape([-1, 1]).mul(b);
}

/** @throws RangeError on anything but two vectors of one size */
export function dot<T extends Multiplicable<T>>(a: T, b: T): T {
  requireVectors("dot", a, b, a.ndim === 1 && b.ndim === 1 && a.shape[0] === b.shape[0]);
  return a.matmul(b);
}

function requireVectors(operation: "outer" | "dot", a: { shape: Shape }, b: { shape: Shape }, are: boolean): void {
  if (are) return;
  const rule = operation === "dot" ? "vectors of one size" : "vectors";
  throw new RangeError(`${operation}: both must be ${rule}, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`);
}
