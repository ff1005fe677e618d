import { rules } from "@tinytorch/options";
import { keepdimOf, type ReduceOptions } from "../core/operation-options.ts";
import { requireFloats } from "../core/promotion.ts";
import { formatShape, selectDims } from "../core/shape.ts";
import type { Composable } from "./composable.ts";

const order = rules.rule(
  "a number, Infinity and -Infinity among them",
  (value): value is number => typeof value === "number" && !Number.isNaN(value),
);

/** Between these a sum of powers has all its digits, whatever it is a sum of. */
const range = { float32: [2 ** -90, 2 ** 127], float64: [2 ** -900, 2 ** 1023] } as const;

/**
 * The p-norm over one dimension, several or all.
 * @param constantOf the same values without a gradient, to scale by: the norm of x is m times that of x/m
 */
export function norm<T extends Composable<T>>(
  x: T,
  constantOf: () => T,
  p: number,
  dim: number | readonly number[] | undefined,
  options: ReduceOptions | undefined,
): T {
  rules.requireEach("norm", order, { p });
  const keepdim = keepdimOf("norm", options);
  requireFloats("norm", x.dtype);
  const reduced = selectDims("norm", dim, x.ndim);
  const dims = [...reduced.keys()].filter((d) => reduced[d]);
  // Each element that is not 0, a NaN too, counts as the constant 1.
  if (p === 0) return x.abs().maskedFill(x.ne(0), 1).sum(dims, { keepdim });
  if (p === 1) return x.abs().sum(dims, { keepdim });
  const isExtreme = Math.abs(p) === Number.POSITIVE_INFINITY;
  if ((p < 0 || isExtreme) && dims.some((d) => x.shape[d] === 0))
    throw new RangeError(`norm: there must be elements for p = ${p}, got ${formatShape(x.shape)}`);
  if (isExtreme) {
    return p > 0 ? x.abs().max(dims, { keepdim }) : x.abs().min(dims, { keepdim });
  }
  const total = powers(x, p).sum(dims, { keepdim });
  const [smallest, largest] = range[x.dtype === "float64" ? "float64" : "float32"];
  const isSafe = total.lt(smallest).any().item() === 0 && total.gt(largest).any().item() === 0;
  if (isSafe || x.size === 0) return root(total, p);

  const sizes = constantOf().abs();
  const extreme = p > 0 ? sizes.max(dims, { keepdim: true }) : sizes.min(dims, { keepdim: true });
  const scale = extreme.maskedFill(extreme.eq(0), 1).maskedFill(extreme.eq(Number.POSITIVE_INFINITY), 1);
  const scaled = root(powers(x.div(scale), p).sum(dims, { keepdim: true }), p).mul(scale);
  return keepdim ? scaled : scaled.reshape(x.shape.filter((_, d) => !reduced[d]));
}

/** |x|ᵖ, with a gradient of 0 at 0. */
function powers<T extends Composable<T>>(x: T, p: number): T {
  if (p === 2) return x.square();
  if (p > 1) return x.abs().pow(p);
  const zero = x.eq(0);
  return x
    .abs()
    .maskedFill(zero, 1)
    .pow(p)
    .maskedFill(zero, p > 0 ? 0 : Number.POSITIVE_INFINITY);
}

function root<T extends Composable<T>>(total: T, p: number): T {
  if (p < 0 && total.size > 0) return total.pow(1 / p);
  return flatAtZero(total, (sum) => (p === 2 ? sum.sqrt() : sum.pow(1 / p)));
}

/** A root, whose slope at 0 is taken to be 0 instead of infinite: what PyTorch does with norms and deviations. */
function flatAtZero<T extends Composable<T>>(x: T, root: (x: T) => T): T {
  const zero = x.eq(0);
  return zero.any().item() === 0 ? root(x) : root(x.maskedFill(zero, 1)).maskedFill(zero, 0);
}
