import { Variable } from "@tinytorch/autograd";
import { type Generator, randn, type Shape } from "@tinytorch/tensor";

/** A float64 leaf of normals, fit for `gradcheck`. */
export function seededVariable(generator: Generator, shape: Shape): Variable {
  return new Variable(randn(shape, { generator, dtype: "float64" }));
}
