import { ReLU } from "@tinytorch/module-02-activations";
import { Linear } from "@tinytorch/module-03-layers";
import { Conv2d, Flatten, MaxPool2d } from "@tinytorch/module-05-cnn";
import { crossEntropy } from "@tinytorch/module-09-training";
import { learner } from "../inside/learner.ts";
import { Network, parameter } from "../inside/network.ts";

// The filters look everywhere with the same weights, and the pooling takes the strongest answer wherever it came from: so a
// digit that was only ever seen on the left is known on the right.
export const { begin, gradients, steps, learn, weights, loss, outputs } = learner({
  network: (generator) =>
    new Network(
      new Conv2d(1, 24, [7, 5], { generator, parameter }),
      new ReLU(),
      new MaxPool2d([6, 8]),
      new Flatten(),
      new Linear(24, 10, { generator, parameter }),
    ),
  criterion: (output, targets) => crossEntropy(output, targets),
  learningRate: 0.01,
  batchSize: 50,
});
