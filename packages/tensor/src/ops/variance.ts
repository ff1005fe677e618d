import { type VarianceOptions, variance as varianceOf } from "../composed/spread.ts";
import { requireTensor, type Tensor } from "../core/tensor.ts";

export { type VarianceOptions, varianceTable } from "../composed/spread.ts";

/**
 * The variance over one dimension, several or all, `Σ (x − x̄)² / (n − correction)`, in two passes.
 * https://docs.pytorch.org/docs/stable/generated/torch.var.html
 * @throws RangeError when there are not more elements than `correction`
 */
export function variance(x: Tensor, dim?: number | readonly number[], options: VarianceOptions = {}): Tensor {
  requireTensor("variance", "the input", x);
  return varianceOf("variance", x, dim, options);
}
