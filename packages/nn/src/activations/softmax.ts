import { asVariable, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";

/** `eˣ / Σ eˣ` along a dimension, as a layer. */
export class Softmax extends Module {
  readonly #dim: number;

  constructor(dim: number) {
    super();
    this.#dim = dim;
  }

  override forward(input: Input): Variable {
    return asVariable(input).softmax(this.#dim);
  }
}

/** The logarithm of softmax along a dimension, as a layer. */
export class LogSoftmax extends Module {
  readonly #dim: number;

  constructor(dim: number) {
    super();
    this.#dim = dim;
  }

  override forward(input: Input): Variable {
    return asVariable(input).logSoftmax(this.#dim);
  }
}
