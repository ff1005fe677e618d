import { rules } from "@tinytorch/options";
import type { ReduceOptions } from "../core/operation-options.ts";
import { formatShape, selectDims, sizeOf } from "../core/shape.ts";
import { requireTensor, type Tensor } from "../core/tensor.ts";

/** Options of `variance`. */
export interface VarianceOptions extends ReduceOptions {
  /** What is taken off the number of elements: 1 for an unbiased estimate (default), 0 for the mean square itself. */
  correction?: number;
}

/** What the options of `variance` may be. */
export const varianceTable = { keepdim: rules.flag.or(false), correction: rules.finite.or(1) };

/**
 * The variance over one dimension, several or all, `Σ (x − x̄)² / (n − correction)`, in two passes.
 * https://docs.pytorch.org/docs/stable/generated/torch.var.html
 * @throws RangeError when there are not more elements than `correction`
 */
export function variance(x: Tensor, dim?: number | readonly number[], options: VarianceOptions = {}): Tensor {
  requireTensor("variance", "the input", x);
  const { keepdim, correction } = rules.readOptions("variance", varianceTable, options);
  const reduced = selectDims("variance", dim, x.ndim);
  const mean = x.mean(dim, { keepdim: true });
  // Not the sizes divided: both may be 0.
  const count = sizeOf(x.shape.filter((_, d) => reduced[d]));
  if (!(count > correction)) {
    throw new RangeError(
      `variance: there must be more than ${correction} elements to spread, got ${count} of ${formatShape(x.shape)}`,
    );
  }
  const squares = x.sub(mean).square().sum(dim, { keepdim: true });
  // Their sum may be too large for a float32 where the variance is not.
  if (x.dtype === "float32" && !squares.data.every(Number.isFinite))
    return variance(x.to("float64"), dim, { keepdim, correction }).to("float32");
  const result = squares.div_(count - correction);
  return keepdim ? result : result.reshape(x.shape.filter((_, d) => !reduced[d]));
}
