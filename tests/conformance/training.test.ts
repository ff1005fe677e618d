import { Variable } from "@tinytorch/autograd";
import { conv2d, crossEntropy, maxPool2d, mseLoss } from "@tinytorch/nn";
import { Adam, AdamW, CosineAnnealingLR, clipGradNorm, type Scheduler, SGD, StepLR } from "@tinytorch/optimizers";
import type { Tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { FLOAT64, type RecordedTensor, readRecorded, recordedTensor } from "./recorded.ts";

interface TrainingRun {
  readonly name: string;
  readonly x: RecordedTensor;
  readonly y: RecordedTensor;
  readonly batch: number;
  readonly clip_norm: number | null;
  readonly init: Readonly<Record<string, RecordedTensor>>;
  readonly losses: readonly number[];
  readonly lrs: readonly number[];
  readonly final: Readonly<Record<string, RecordedTensor>>;
}

type Weights = Readonly<Record<string, Variable>>;

interface Recipe {
  loss(weights: Weights, x: Tensor, y: Tensor): Variable;
  optimizer(params: Variable[]): SGD | Adam | AdamW;
  schedule?(optimizer: SGD | Adam | AdamW): Scheduler;
}

const mlpLoss: Recipe["loss"] = ({ w1, b1, w2, b2 }, x, y) => {
  const hidden = new Variable(x, { requiresGrad: false }).matmul(w1.t()).add(b1).relu();
  return crossEntropy(hidden.matmul(w2.t()).add(b2), y);
};

/** The recorded runs, by name, in our words. */
const recipes: Readonly<Record<string, Recipe>> = {
  "mlp relu, Adam(lr=0.02)+StepLR(step_size=10,gamma=0.5)": {
    loss: mlpLoss,
    optimizer: (params) => new Adam(params, { learningRate: 0.02 }),
    schedule: (optimizer) => new StepLR(optimizer, { stepSize: 10, gamma: 0.5 }),
  },
  "mlp relu, SGD(lr=0.1,momentum=0.9,weight_decay=0.01)": {
    loss: mlpLoss,
    optimizer: (params) => new SGD(params, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 }),
  },
  "mlp relu, AdamW(lr=0.02)+CosineAnnealingLR(T_max=20)": {
    loss: mlpLoss,
    optimizer: (params) => new AdamW(params, { learningRate: 0.02 }),
    schedule: (optimizer) => new CosineAnnealingLR(optimizer, { tMax: 20 }),
  },
  "conv2d(padding 0) relu maxpool2 flatten linear, SGD(lr=0.05,momentum=0.9,nesterov)": {
    loss: ({ k, kb, w, b }, x, y) =>
      crossEntropy(
        maxPool2d(conv2d(x, k, kb).relu(), 2)
          .flatten(1)
          .matmul(w.t())
          .add(b),
        y,
      ),
    optimizer: (params) => new SGD(params, { learningRate: 0.05, momentum: 0.9, nesterov: true }),
  },
  "linear regression y=2x+1, SGD(lr=0.1)": {
    loss: ({ w, b }, x, y) => mseLoss(new Variable(x, { requiresGrad: false }).matmul(w.t()).add(b), y),
    optimizer: (params) => new SGD(params, { learningRate: 0.1 }),
  },
};

const { runs } = readRecorded<{ runs: readonly TrainingRun[] }>("training.json");

describe("whole training runs are PyTorch's", () => {
  test("every recorded run is here, and every one here was recorded", () => {
    expect(runs.map(({ name }) => name).sort()).toEqual(Object.keys(recipes).sort());
  });

  for (const run of runs) {
    const recipe = recipes[run.name];
    test(run.name, () => {
      const weights = Object.fromEntries(
        Object.entries(run.init).map(([name, values]) => [name, new Variable(recordedTensor(values))]),
      );
      const params = Object.values(weights);
      const optimizer = recipe.optimizer(params);
      const schedule = recipe.schedule?.(optimizer);
      const [x, y] = [recordedTensor(run.x), recordedTensor(run.y)];
      for (const [step, expected] of run.losses.entries()) {
        const start = (step * run.batch) % (x.shape[0] - run.batch + 1);
        const [inputs, targets] = [x, y].map((all) => all.slice(0, start, start + run.batch));
        expect(optimizer.paramGroups[0].learningRate).toBeAllClose(run.lrs[step], FLOAT64);
        optimizer.zeroGrad();
        const loss = recipe.loss(weights, inputs, targets);
        expect(loss).toBeAllClose(expected, FLOAT64);
        loss.backward();
        if (run.clip_norm !== null) clipGradNorm(params, run.clip_norm);
        optimizer.step();
        schedule?.step();
      }
      for (const [name, expected] of Object.entries(run.final)) {
        expect(weights[name]).toBeAllClose(recordedTensor(expected), FLOAT64);
      }
    });
  }
});
