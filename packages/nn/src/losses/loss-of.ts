import { Variable } from "@tinytorch/autograd";
import { Tensor } from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";
import { ownCopy } from "../own-copy.ts";

/** A module that compares an output with a target. */
export interface LossModule<Target extends Input | readonly number[]> extends Module {
  forward(output: Input, target: Target): Variable;
}

/**
 * The class of a loss's modules. Its constructor takes the function's options; weights among them are properties of the module, so that
 * a tensor is a buffer that its state has.
 * @param check looks at the options when a module is made, so that a mistake is told there and not at its first use
 */
export function lossOf<Target extends Input | readonly number[], Options extends object>(
  loss: (output: Input, target: Target, options: Options) => Variable,
  check: (options: Options) => void,
): new (
  options?: Options,
) => LossModule<Target> {
  return class extends Module {
    readonly #options: Options;

    constructor(options?: Options) {
      super();
      // Whoever gives none wants none: every option of a loss may be left out.
      const given = options ?? ({} as Options);
      check(given);
      this.#options = ownCopy(given);
      for (const [name, value] of Object.entries(given)) if (isWeight(value)) Reflect.set(this, name, value);
    }

    override forward(output: Input, target: Target): Variable {
      const weights = Object.entries(this).filter(([name, value]) => name in this.#options && isWeight(value));
      return loss(output, target, { ...this.#options, ...Object.fromEntries(weights) });
    }
  };
}

function isWeight(value: unknown): value is Input {
  return value instanceof Tensor || value instanceof Variable;
}
