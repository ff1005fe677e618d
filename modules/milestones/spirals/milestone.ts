import { crossEntropy, Linear, Sequential, Tanh } from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { Generator } from "@tinytorch/tensor";
import { isLargestAt } from "../outside/largest.ts";
import { learnedNetwork } from "../outside/learned-network.ts";
import { spiralSamples } from "../outside/samples.ts";

export const milestone = learnedNetwork({
  id: "spirals",
  title: "Spirals: a border that winds",
  reference: {
    network() {
      const generator = new Generator(0);
      return new Sequential(
        new Linear(2, 32, { generator }),
        new Tanh(),
        new Linear(32, 32, { generator }),
        new Tanh(),
        new Linear(32, 2, { generator }),
      );
    },
    criterion: (outputs, targets) => crossEntropy(outputs, targets),
    optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
  },
  samples: spiralSamples,
  batchSize: 32,
  epochs: 60,
  gate: 0.95,
  isRight: isLargestAt,
});
