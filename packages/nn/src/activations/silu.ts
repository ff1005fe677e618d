import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";

/** (xσ)′ = σ(1 + x(1 − σ)) */
const operation: Operation = {
  name: "silu",
  forward: ([x]) => x.sigmoid().mul_(x),
  save: ([x]) => [x],
  backward(g, { saved: [x] }) {
    const sigmoid = x.sigmoid();
    return [sigmoid.neg().add_(1).mul_(x).add_(1).mul_(sigmoid).mul_(g)];
  },
};

/** `x · σ(x)` for each element, also called swish (Elfwing et al., 2018). */
export function silu(input: Input): Variable {
  return apply(operation, [asVariable(input)]);
}

/** `silu` as a layer. */
export class SiLU extends Module {
  override forward(input: Input): Variable {
    return silu(input);
  }
}
