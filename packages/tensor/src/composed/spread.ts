import { rules } from "@tinytorch/options";
import type { DType } from "../core/dtype.ts";
import type { ReduceOptions } from "../core/operation-options.ts";
import { requireFloats } from "../core/promotion.ts";
import { formatShape, type Shape, selectDims, sizeOf } from "../core/shape.ts";
import type { Composable } from "./composable.ts";
import { norm } from "./norm.ts";

/** Options of `variance`, `var` and `std`. */
export interface VarianceOptions extends ReduceOptions {
  /** What is taken off the number of elements: 1 for an unbiased estimate (default), 0 for the mean square itself. */
  correction?: number;
}

/** What the options of `variance`, `var` and `std` may be. */
export const varianceTable = { keepdim: rules.flag.or(false), correction: rules.finite.or(1) };

/**
 * The variance over one dimension, several or all, in two passes.
 * @throws RangeError when there are not more elements than `correction`
 */
export function variance<T extends Composable<T>>(
  operation: string,
  x: T,
  dim: number | readonly number[] | undefined,
  options: VarianceOptions,
): T {
  const { keepdim, correction } = rules.readOptions(operation, varianceTable, options);
  const count = requireSpread(operation, x, dim, correction);
  const mean = x.mean(dim, { keepdim: true });
  const squares = x.sub(mean).square().sum(dim, { keepdim });
  // Their sum may be too large for a float32 where the variance is not.
  if (x.dtype === "float32" && !areFinite(squares))
    return variance(operation, x.to("float64"), dim, { keepdim, correction }).to("float32");
  return squares.div(count - correction);
}

/**
 * The square root of the variance, as the norm of the distances from the mean: it may be a float32 where the variance is not. Where all
 * elements are equal its gradient is 0.
 * @param constantOf the same values without a gradient
 */
export function deviation<T extends Composable<T>>(
  x: T,
  constantOf: () => T,
  dim: number | readonly number[] | undefined,
  options: VarianceOptions,
): T {
  const { keepdim, correction } = rules.readOptions("std", varianceTable, options);
  const count = requireSpread("std", x, dim, correction);
  const distances = (from: T) => from.sub(from.mean(dim, { keepdim: true }));
  const length = norm(distances(x), () => distances(constantOf()), 2, dim, { keepdim });
  // A distance, or the sum that the mean is made of, may be too large for a float32 too.
  if (x.dtype === "float32" && !areFinite(length)) {
    const wide = deviation(x.to("float64"), () => constantOf().to("float64"), dim, { keepdim, correction });
    return wide.to("float32");
  }
  return length.div(Math.sqrt(count - correction));
}

function areFinite<T extends Composable<T>>(x: T): boolean {
  return x.lt(Number.POSITIVE_INFINITY).all().item() !== 0;
}

/** How many elements each variance is of. */
function requireSpread(
  operation: string,
  { shape, dtype }: { readonly shape: Shape; readonly dtype: DType },
  dim: number | readonly number[] | undefined,
  correction: number,
): number {
  requireFloats(operation, dtype);
  const reduced = selectDims(operation, dim, shape.length);
  const count = sizeOf(shape.filter((_, d) => reduced[d]));
  if (count > correction) return count;
  throw new RangeError(
    `${operation}: there must be more than ${correction} elements to spread, got ${count} of ${formatShape(shape)}`,
  );
}
