import { Conv2d, crossEntropy, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { Generator } from "@tinytorch/tensor";
import { isLargestAt } from "../outside/largest.ts";
import { learnedNetwork } from "../outside/learned-network.ts";
import { digitSamples } from "../outside/samples.ts";

export const milestone = learnedNetwork({
  id: "digits-cnn",
  title: "Digits again: read by filters",
  reference: {
    network() {
      const generator = new Generator(0);
      return new Sequential(
        new Conv2d(1, 8, 3, { padding: 1, generator }),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(128, 10, { generator }),
      );
    },
    criterion: (outputs, targets) => crossEntropy(outputs, targets),
    optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
  },
  samples: digitSamples,
  batchSize: 50,
  epochs: 10,
  gate: 0.92,
  isRight: isLargestAt,
});
