import { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";

/** The numbers of a tensor or of a variable. */
export function tensorOf(values: Tensor | Variable): Tensor {
  return values instanceof Variable ? values.data : values;
}
