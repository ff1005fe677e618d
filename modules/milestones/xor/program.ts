import { Tanh } from "@tinytorch/module-02-activations";
import { Linear } from "@tinytorch/module-03-layers";
import { binaryCrossEntropyWithLogits } from "@tinytorch/module-09-training";
import { learner } from "../inside/learner.ts";
import { Network, parameter } from "../inside/network.ts";

// Eight bends between two points and one answer: what no straight line can do.
export const { begin, gradients, steps, learn, weights, loss, outputs } = learner({
  network: (generator) =>
    new Network(
      new Linear(2, 8, { generator, parameter }),
      new Tanh(),
      new Linear(8, 1, { generator, parameter }),
    ),
  criterion: (output, targets) => binaryCrossEntropyWithLogits(output, targets),
  learningRate: 0.05,
  batchSize: 2,
});
