import { asVariable, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";

/** The hyperbolic tangent of each element, as a layer. */
export class Tanh extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).tanh();
  }
}
