import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { where } from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";

/** 1 where x > 0, αeˣ elsewhere */
const operation: Operation<number> = {
  name: "elu",
  forward: ([x], alpha) => where(x.gt(0), x, x.expm1().mul_(alpha)),
  save: ([x]) => [x],
  backward: (g, { saved: [x], attributes: alpha }) => [where(x.gt(0), g, x.exp().mul_(alpha).mul_(g))],
};

/** x where it is positive, `α(eˣ − 1)` elsewhere; α is 1 unless given (Clevert et al., 2016). */
export function elu(input: Input, alpha = 1): Variable {
  return apply(operation, [asVariable(input)], alpha);
}

/** `elu` as a layer. */
export class ELU extends Module {
  readonly #alpha: number;

  constructor(alpha = 1) {
    super();
    this.#alpha = alpha;
  }

  override forward(input: Input): Variable {
    return elu(input, this.#alpha);
  }
}
