import { resolveDim, type Shape } from "../core/shape.ts";
import type { Composable, Mask } from "./composable.ts";

/**
 * Products from the first element up to each one along a dimension. They grow over 1, 2, 4, … elements (Hillis & Steele, 1986), and
 * never by a quotient: gradients are right at zeros too. Those of float32 grow in float64: a product of later elements alone may be too
 * large or too small for a float32 where one from the first element up is not.
 */
export function cumprod<T extends Composable<T>>(
  x: T,
  dim: number,
  asMask: (truths: Uint8Array, shape: Shape) => Mask,
): T {
  const d = resolveDim("cumprod", dim, x.ndim);
  if (x.dtype === "bool") return cumprod(x.to("int32"), d, asMask);
  if (x.dtype === "float32") return cumprod(x.to("float64"), d, asMask).to("float32");
  const length = x.shape[d];
  const along = x.shape.map((_, i) => (i === d ? length : 1));
  let products = x;
  for (let reach = 1; reach < length; reach *= 2) {
    const before = Array.from({ length }, (_, i) => Math.max(i - reach, 0));
    const isFirst = asMask(new Uint8Array(length).fill(1, 0, reach), along);
    products = products.mul(products.indexSelect(d, before).maskedFill(isFirst, 1));
  }
  return products;
}
