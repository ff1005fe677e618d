import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";

/** 1 / (1 + e⁻ˣ) for each element, as a layer. */
export class Sigmoid extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).sigmoid();
  }
}

/** (log σ(x))′ = σ(−x); computed as min(x, 0) − log(1 + e^−|x|), which nothing overflows */
const logSigmoidOperation: Operation = {
  name: "logSigmoid",
  forward: ([x]) => x.minimum(0).sub_(x.abs().neg_().exp().log1p()),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.mul(x.neg().sigmoid())],
};

/** The logarithm of the sigmoid of each element, finite where the sigmoid itself would round to 0. */
export function logSigmoid(input: Input): Variable {
  return apply(logSigmoidOperation, [asVariable(input)]);
}
