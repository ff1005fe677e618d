import { Variable } from "@tinytorch/autograd";
import { type Layer, Sequential } from "@tinytorch/module-04-networks";
import type { Tensor } from "@tinytorch/tensor";

/** Your `Sequential` on variables, which takes a tensor as well: data are constants. */
export class Network extends Sequential<Variable> {
  constructor(...layers: readonly Layer<Variable>[]) {
    super(...layers);
  }

  override forward(x: Variable | Tensor): Variable {
    return super.forward(x instanceof Variable ? x : new Variable(x, { requiresGrad: false }));
  }
}

/** What layers make their parameters by. */
export const parameter = (initial: Tensor): Variable => new Variable(initial);
