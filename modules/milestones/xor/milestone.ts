import { binaryCrossEntropyWithLogits, Linear, Sequential, Tanh } from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { Generator } from "@tinytorch/tensor";
import { learnedNetwork } from "../outside/learned-network.ts";
import { xorSamples } from "../outside/samples.ts";

export const milestone = learnedNetwork({
  id: "xor",
  title: "XOR: what no line parts",
  reference: {
    network() {
      const generator = new Generator(0);
      return new Sequential(new Linear(2, 8, { generator }), new Tanh(), new Linear(8, 1, { generator }));
    },
    criterion: (outputs, targets) => binaryCrossEntropyWithLogits(outputs, targets),
    optimizer: (parameters) => new Adam(parameters, { learningRate: 0.05 }),
  },
  samples: xorSamples,
  batchSize: 2,
  epochs: 200,
  gate: 1,
  isRight: ([output = Number.NaN], target) => output > 0 === target > 0.5,
});
