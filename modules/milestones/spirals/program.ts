import { Tanh } from "@tinytorch/module-02-activations";
import { Linear } from "@tinytorch/module-03-layers";
import { crossEntropy } from "@tinytorch/module-09-training";
import { learner } from "../inside/learner.ts";
import { Network, parameter } from "../inside/network.ts";

// Two hidden layers, for a border that winds around the middle.
export const { begin, gradients, steps, learn, weights, loss, outputs } = learner({
  network: (generator) =>
    new Network(
      new Linear(2, 32, { generator, parameter }),
      new Tanh(),
      new Linear(32, 32, { generator, parameter }),
      new Tanh(),
      new Linear(32, 2, { generator, parameter }),
    ),
  criterion: (output, targets) => crossEntropy(output, targets),
  learningRate: 0.01,
  batchSize: 32,
});
