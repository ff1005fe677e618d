import { Conv2d, crossEntropy, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { Generator } from "@tinytorch/tensor";
import { isLargestAt } from "../outside/largest.ts";
import { learnedNetwork } from "../outside/learned-network.ts";
import { movedDigitSamples } from "../outside/samples.ts";

export const milestone = learnedNetwork({
  id: "moved-digit",
  title: "The digit moved: learned on the left, read on the right",
  reference: {
    network() {
      const generator = new Generator(0);
      return new Sequential(
        new Conv2d(1, 24, [7, 5], { generator }),
        new ReLU(),
        new MaxPool2d([6, 8]),
        new Flatten(),
        new Linear(24, 10, { generator }),
      );
    },
    criterion: (outputs, targets) => crossEntropy(outputs, targets),
    optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
  },
  samples: movedDigitSamples,
  batchSize: 50,
  epochs: 20,
  gate: 0.9,
  isRight: isLargestAt,
});
