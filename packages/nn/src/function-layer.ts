import type { Variable } from "@tinytorch/autograd";
import { type Input, Module } from "./module.ts";

/** A function as a layer: no parameters, and the same in training and in evaluation. */
export class FunctionLayer extends Module {
  readonly #apply: (input: Input) => Variable;

  constructor(apply: (input: Input) => Variable) {
    super();
    this.#apply = apply;
  }

  override forward(input: Input): Variable {
    return this.#apply(input);
  }
}
