import { asVariable, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";

/** max(x, 0) for each element, as a layer. */
export class ReLU extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).relu();
  }
}
