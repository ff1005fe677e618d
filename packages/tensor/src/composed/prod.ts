import { keepdimOf, type ReduceOptions } from "../core/operation-options.ts";
import { selectDims, sizeOf } from "../core/shape.ts";
import type { Composable } from "./composable.ts";

/**
 * The product over one dimension, several or all, halves at a time: each factor's gradient is the product of the others, so that it is
 * right at zeros too. Of float32 it is made in float64, where a product on the way may be too large or too small for a float32.
 */
export function prod<T extends Composable<T>>(
  x: T,
  dim: number | readonly number[] | undefined,
  options: ReduceOptions | undefined,
): T {
  const keepdim = keepdimOf("prod", options);
  const reduced = selectDims("prod", dim, x.ndim);
  if (x.dtype === "bool") return prod(x.to("int32"), dim, options);
  if (x.dtype === "float32") return prod(x.to("float64"), dim, options).to("float32");
  const dims = [...x.shape.keys()];
  const [gone, kept] = [dims.filter((d) => reduced[d]), dims.filter((d) => !reduced[d])];
  const rest = kept.map((d) => x.shape[d]);
  const shape = keepdim ? x.shape.map((length, d) => (reduced[d] ? 1 : length)) : rest;
  const count = sizeOf(gone.map((d) => x.shape[d]));
  if (count === 0) return x.sum(gone).add(1).reshape(shape);
  // A sum of single elements is a copy of them.
  if (count === 1) return x.sum(gone).reshape(shape);

  let factors = x.permute([...gone, ...kept]).reshape([count, ...rest]);
  // Where their number is odd, the last one waits.
  let waiting: T | null = null;
  for (let n = count; n > 1; n = Math.floor(n / 2)) {
    const half = Math.floor(n / 2);
    if (n % 2 === 1) {
      const last = factors.slice(0, n - 1);
      waiting = waiting === null ? last : waiting.mul(last);
    }
    factors = factors.slice(0, 0, half).mul(factors.slice(0, half, 2 * half));
  }
  return (waiting === null ? factors : factors.mul(waiting)).reshape(shape);
}
