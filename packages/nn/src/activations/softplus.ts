import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { where } from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";

/** Options of `softplus`. */
export interface SoftplusOptions {
  /** β, how sharp the bend is (default 1). */
  beta?: number;
  /** Where βx is larger, x itself is the result (default 20). */
  threshold?: number;
}

/** σ(βx), and 1 above the threshold */
const operation: Operation<Required<SoftplusOptions>> = {
  name: "softplus",
  forward([x], { beta, threshold }) {
    const scaled = x.mul(beta);
    const bent = scaled.minimum(threshold).exp().log1p().div_(beta);
    return where(scaled.gt(threshold), x, bent);
  },
  save: ([x]) => [x],
  backward(g, { saved: [x], attributes: { beta, threshold } }) {
    const scaled = x.mul(beta);
    return [where(scaled.gt(threshold), g, scaled.sigmoid().mul_(g))];
  },
};

/** `log(1 + e^(βx)) / β` for each element: a smooth ReLU (Dugas et al., 2001). */
export function softplus(input: Input, { beta = 1, threshold = 20 }: SoftplusOptions = {}): Variable {
  return apply(operation, [asVariable(input)], { beta, threshold });
}

/** `softplus` as a layer. */
export class Softplus extends Module {
  readonly #options: SoftplusOptions;

  constructor(options: SoftplusOptions = {}) {
    super();
    this.#options = options;
  }

  override forward(input: Input): Variable {
    return softplus(input, this.#options);
  }
}
