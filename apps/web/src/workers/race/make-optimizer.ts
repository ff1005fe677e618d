import type { Variable } from "@tinytorch/autograd";
import {
  Adagrad,
  Adam,
  AdamW,
  CosineAnnealingLR,
  ExponentialLR,
  LinearLR,
  Lion,
  NAdam,
  type Optimizer,
  RAdam,
  RMSprop,
  type Scheduled,
  SGD,
  StepLR,
} from "@tinytorch/optimizers";
import type { RuleName, ScheduleName } from "../../features/lab/rules.ts";

type MakeOptimizer = (params: Variable[], learningRate: number) => Optimizer;

export const makeOptimizer: Readonly<Record<RuleName, MakeOptimizer>> = {
  sgd: (params, learningRate) => new SGD(params, { learningRate }),
  momentum: (params, learningRate) => new SGD(params, { learningRate, momentum: 0.9 }),
  nesterov: (params, learningRate) => new SGD(params, { learningRate, momentum: 0.9, nesterov: true }),
  adam: (params, learningRate) => new Adam(params, { learningRate }),
  adamw: (params, learningRate) => new AdamW(params, { learningRate }),
  nadam: (params, learningRate) => new NAdam(params, { learningRate }),
  radam: (params, learningRate) => new RAdam(params, { learningRate }),
  rmsprop: (params, learningRate) => new RMSprop(params, { learningRate }),
  adagrad: (params, learningRate) => new Adagrad(params, { learningRate }),
  lion: (params, learningRate) => new Lion(params, { learningRate }),
};

/** One over this many steps; null leaves the rate as it is. */
type MakeSchedule = (optimizer: Scheduled, steps: number) => { step(): void } | null;

export const makeSchedule: Readonly<Record<ScheduleName, MakeSchedule>> = {
  constant: () => null,
  step: (optimizer, steps) => new StepLR(optimizer, { stepSize: Math.max(1, Math.floor(steps / 5)), gamma: 0.5 }),
  cosine: (optimizer, steps) => new CosineAnnealingLR(optimizer, { tMax: steps }),
  exponential: (optimizer, steps) => new ExponentialLR(optimizer, { gamma: 0.01 ** (1 / steps) }),
  warmup: (optimizer, steps) =>
    new LinearLR(optimizer, { startFactor: 0.1, totalIters: Math.max(1, Math.floor(steps / 10)) }),
};
