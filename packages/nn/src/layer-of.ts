import type { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { type Input, Module } from "./module.ts";
import { ownCopy } from "./own-copy.ts";

/** A module that is a function of its input. */
export interface FunctionLayer extends Module {
  forward(input: Input): Variable;
}

/**
 * The class of a function's layers, which have no parameters and do the same in training and in evaluation. Its constructor takes
 * what the function takes besides its input:
 *
 *   class Scaled extends layerOf((x, factor: number) => asVariable(x).mul(factor)) {}
 *   new Scaled(2)
 *
 * @param check looks at those arguments when a layer is made, so that a mistake is told there and not at its first use
 */
export function layerOf<Rest extends readonly unknown[]>(
  apply: (input: Input, ...rest: Rest) => Variable,
  check?: (...rest: NoInfer<Rest>) => void,
): new (
  ...rest: Rest
) => FunctionLayer {
  if (typeof apply !== "function")
    throw new TypeError(`layerOf: a layer must be made of a function, got ${rules.shown(apply)}`);
  return class extends Module {
    readonly #rest: Rest;

    constructor(...rest: Rest) {
      super();
      check?.(...rest);
      // The list of arguments, an argument, and a list in that.
      this.#rest = ownCopy(rest, 3);
    }

    override forward(input: Input): Variable {
      return apply(input, ...this.#rest);
    }
  };
}
