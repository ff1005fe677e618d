import { noGrad } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { tensor } from "@tinytorch/tensor";
import type { GradcheckAdapter } from "@tinytorch/testkit";

/** What testkit's `gradcheck`, which knows no library, must be told about ours. */
export const libraryAdapter: GradcheckAdapter<Tensor> = {
  tensor: (values) => tensor(values, { dtype: "float64" }),
  noGrad,
};
