import { asVariable, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "./module.ts";

/** max(x, 0) for each element, as a layer. */
export class ReLU extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).relu();
  }
}

/** The hyperbolic tangent of each element, as a layer. */
export class Tanh extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).tanh();
  }
}

/** 1 / (1 + e⁻ˣ) for each element, as a layer. */
export class Sigmoid extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).sigmoid();
  }
}
