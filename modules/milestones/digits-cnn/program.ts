import { ReLU } from "@tinytorch/module-02-activations";
import { Linear } from "@tinytorch/module-03-layers";
import { Conv2d, Flatten, MaxPool2d } from "@tinytorch/module-05-cnn";
import { crossEntropy } from "@tinytorch/module-09-training";
import { learner } from "../inside/learner.ts";
import { Network, parameter } from "../inside/network.ts";

// Eight small filters instead of 128 hidden units for all pixels: 80 weights do what 8 320 did.
export const { begin, gradients, steps, learn, weights, loss, outputs } = learner({
  network: (generator) =>
    new Network(
      new Conv2d(1, 8, 3, { generator, parameter, padding: 1 }),
      new ReLU(),
      new MaxPool2d(2),
      new Flatten(),
      new Linear(128, 10, { generator, parameter }),
    ),
  criterion: (output, targets) => crossEntropy(output, targets),
  learningRate: 0.01,
  batchSize: 50,
});
