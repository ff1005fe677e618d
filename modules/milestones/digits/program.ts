import { ReLU } from "@tinytorch/module-02-activations";
import { Linear } from "@tinytorch/module-03-layers";
import { Flatten } from "@tinytorch/module-05-cnn";
import { crossEntropy } from "@tinytorch/module-09-training";
import { learner } from "../inside/learner.ts";
import { Network, parameter } from "../inside/network.ts";

// Every pixel is an input of its own: the network has to find out by itself which ones lie side by side.
export const { begin, gradients, steps, learn, weights, loss, outputs } = learner({
  network: (generator) =>
    new Network(
      new Flatten(),
      new Linear(64, 128, { generator, parameter }),
      new ReLU(),
      new Linear(128, 10, { generator, parameter }),
    ),
  criterion: (output, targets) => crossEntropy(output, targets),
  learningRate: 0.005,
  batchSize: 50,
});
