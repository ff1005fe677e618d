import { crossEntropy, Flatten, Linear, ReLU, Sequential } from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { Generator } from "@tinytorch/tensor";
import { isLargestAt } from "../outside/largest.ts";
import { learnedNetwork } from "../outside/learned-network.ts";
import { digitSamples } from "../outside/samples.ts";

export const milestone = learnedNetwork({
  id: "digits",
  title: "Digits: read by a multilayer perceptron",
  reference: {
    network() {
      const generator = new Generator(0);
      return new Sequential(
        new Flatten(),
        new Linear(64, 128, { generator }),
        new ReLU(),
        new Linear(128, 10, { generator }),
      );
    },
    criterion: (outputs, targets) => crossEntropy(outputs, targets),
    optimizer: (parameters) => new Adam(parameters, { learningRate: 0.005 }),
  },
  samples: digitSamples,
  batchSize: 50,
  epochs: 15,
  gate: 0.9,
  isRight: isLargestAt,
});
