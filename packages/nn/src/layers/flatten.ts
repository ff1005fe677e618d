import { asVariable, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";

/** All dimensions of a sample made one, as a layer: `[N, …] -> [N, features]`. */
export class Flatten extends Module {
  override forward(input: Input): Variable {
    return asVariable(input).flatten(1);
  }
}
