import type { Shape } from "@tinytorch/tensor";
import { sameShape } from "@tinytorch/tensor/internal";
import type { Algebra } from "./recorded.ts";

/** Undoes broadcasting: sums a gradient over the axes along which a value of the given shape was repeated. */
export function unbroadcast<T extends Algebra<T>>(gradient: T, shape: Shape): T {
  if (sameShape(gradient.shape, shape)) return gradient;
  const added = gradient.ndim - shape.length;
  const repeated: number[] = [];
  for (let d = 0; d < gradient.ndim; d++) {
    if (d < added || (shape[d - added] === 1 && gradient.shape[d] !== 1)) repeated.push(d);
  }
  return gradient.sum(repeated, { keepdim: true }).reshape(shape);
}
