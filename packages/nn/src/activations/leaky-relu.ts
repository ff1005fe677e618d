import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { where } from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";

/** 1 where x > 0, the slope elsewhere */
const operation: Operation<number> = {
  name: "leakyRelu",
  forward: ([x], slope) => where(x.gt(0), x, x.mul(slope)),
  save: ([x]) => [x],
  backward: (g, { saved: [x], attributes: slope }) => [where(x.gt(0), g, g.mul(slope))],
};

/** x where it is positive, `negativeSlope · x` (default 0.01) elsewhere (Maas et al., 2013). */
export function leakyRelu(input: Input, negativeSlope = 0.01): Variable {
  return apply(operation, [asVariable(input)], negativeSlope);
}

/** `leakyRelu` as a layer. */
export class LeakyReLU extends Module {
  readonly #negativeSlope: number;

  constructor(negativeSlope = 0.01) {
    super();
    this.#negativeSlope = negativeSlope;
  }

  override forward(input: Input): Variable {
    return leakyRelu(input, this.#negativeSlope);
  }
}
