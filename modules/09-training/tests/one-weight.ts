import type { Variable } from "@tinytorch/autograd";
import { Linear } from "@tinytorch/nn";
import { SGD } from "@tinytorch/optimizers";
import { Generator, tensor } from "@tinytorch/tensor";
import type { Batch } from "../src/parts.ts";

/**
 * A model with one weight, 10 at first, whose output is weight · x, and whose loss is the mean output: so its gradient is the
 * mean of the inputs, and with a rate of 1 each step takes that mean from the weight.
 */
export function oneWeight() {
  const model = new Linear(1, 1, { bias: false, generator: new Generator(1) });
  model.weight.data = tensor([[10]]);
  return {
    model,
    optimizer: new SGD(model.parameters(), { learningRate: 1 }),
    criterion: (output: Variable) => output.mean(),
    weight: () => model.weight.item(),
  };
}

/** A batch of these inputs; the targets do not matter. */
export function batch(...inputs: number[]): Batch {
  const column = tensor(inputs.map((x) => [x]));
  return [column, column];
}
