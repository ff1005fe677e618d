import { Variable } from "@tinytorch/autograd";
import {
  ChainedScheduler,
  ConstantLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  ExponentialLR,
  LinearLR,
  MultiStepLR,
  OneCycleLR,
  PolynomialLR,
  ReduceLROnPlateau,
  type Scheduled,
  SequentialLR,
  SGD,
  StepLR,
} from "@tinytorch/optimizers";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { describeOptions, FLOAT64, type RecordedNumber, readRecorded } from "./recorded.ts";

interface SchedulerOptions {
  readonly step_size: number;
  readonly milestones: readonly number[];
  readonly gamma: number;
  readonly T_max: number;
  readonly T_0: number;
  readonly T_mult: number;
  readonly eta_min: number;
  readonly start_factor: number;
  readonly end_factor: number;
  readonly factor: number;
  readonly total_iters: number;
  readonly power: number;
  readonly max_lr: number | readonly number[];
  readonly base_lr: number;
  readonly total_steps: number;
  readonly pct_start: number;
  readonly anneal_strategy: "cos" | "linear";
  readonly three_phase?: boolean;
  readonly step_size_up: number;
  readonly step_size_down: number;
  readonly mode: string;
  readonly cycle_momentum: boolean;
  readonly patience: number;
  readonly cooldown?: number;
  readonly threshold?: number;
  readonly threshold_mode?: "rel" | "abs";
  readonly min_lr?: number;
}

interface SchedulerCase {
  readonly scheduler: string;
  readonly options: SchedulerOptions;
  readonly base_lrs: readonly number[];
  readonly metrics: readonly RecordedNumber[] | null;
  readonly lrs: readonly (readonly number[])[];
}

/** What a recording needs of a schedule. */
interface Schedule {
  step(...metric: readonly number[]): void;
  getLastLr(): number[];
}

/** PyTorch's schedules, by their recorded names, in ours. */
const schedulerTable: Readonly<Record<string, (optimizer: Scheduled, options: SchedulerOptions) => Schedule>> = {
  StepLR: (optimizer, { step_size: stepSize, gamma }) => new StepLR(optimizer, { stepSize, gamma }),
  MultiStepLR: (optimizer, { milestones, gamma }) => new MultiStepLR(optimizer, { milestones, gamma }),
  ExponentialLR: (optimizer, { gamma }) => new ExponentialLR(optimizer, { gamma }),
  CosineAnnealingLR: (optimizer, { T_max: tMax, eta_min: etaMin }) =>
    new CosineAnnealingLR(optimizer, { tMax, etaMin }),
  CosineAnnealingWarmRestarts: (optimizer, { T_0: t0, T_mult: tMult, eta_min: etaMin }) =>
    new CosineAnnealingWarmRestarts(optimizer, { t0, tMult, etaMin }),
  LinearLR: (optimizer, { start_factor: startFactor, end_factor: endFactor, total_iters: totalIters }) =>
    new LinearLR(optimizer, { startFactor, endFactor, totalIters }),
  ConstantLR: (optimizer, { factor, total_iters: totalIters }) => new ConstantLR(optimizer, { factor, totalIters }),
  PolynomialLR: (optimizer, { total_iters: totalIters, power }) => new PolynomialLR(optimizer, { totalIters, power }),
  OneCycleLR: (optimizer, options) =>
    new OneCycleLR(optimizer, {
      maxLr: options.max_lr,
      totalSteps: options.total_steps,
      pctStart: options.pct_start,
      annealStrategy: options.anneal_strategy,
      threePhase: options.three_phase ?? false,
    }),
  CyclicLR: (optimizer, options) =>
    new CyclicLR(optimizer, {
      baseLr: options.base_lr,
      maxLr: options.max_lr,
      stepSizeUp: options.step_size_up,
      stepSizeDown: options.step_size_down,
      mode: cyclicMode(options.mode),
      cycleMomentum: options.cycle_momentum,
    }),
  ReduceLROnPlateau: (optimizer, options) =>
    new ReduceLROnPlateau(optimizer, {
      mode: options.mode === "max" ? "max" : "min",
      patience: options.patience,
      factor: options.factor,
      ...(options.cooldown !== undefined && { cooldown: options.cooldown }),
      ...(options.threshold !== undefined && { threshold: options.threshold }),
      ...(options.threshold_mode !== undefined && { thresholdMode: options.threshold_mode }),
      ...(options.min_lr !== undefined && { minLr: options.min_lr }),
    }),
  "SequentialLR(LinearLR(start_factor=0.1,total_iters=3),CosineAnnealingLR(T_max=6);milestones=[3])": (optimizer) => {
    const warmUp = new LinearLR(optimizer, { startFactor: 0.1, totalIters: 3 });
    return new SequentialLR([warmUp, new CosineAnnealingLR(optimizer, { tMax: 6 })], {
      milestones: [3],
    });
  },
  "ChainedScheduler(ConstantLR(factor=0.1,total_iters=2),ExponentialLR(gamma=0.9))": (optimizer) =>
    new ChainedScheduler([
      new ConstantLR(optimizer, { factor: 0.1, totalIters: 2 }),
      new ExponentialLR(optimizer, { gamma: 0.9 }),
    ]),
};

function cyclicMode(mode: string): "triangular" | "triangular2" {
  if (mode === "triangular" || mode === "triangular2") return mode;
  throw new Error(`the recording should name a mode of CyclicLR, got ${mode}`);
}

const { cases } = readRecorded<{ cases: readonly SchedulerCase[] }>("schedulers.json");

describe("schedules give PyTorch's rates", () => {
  test("every recorded schedule is here, and every one here was recorded", () => {
    const recorded = new Set(cases.map(({ scheduler }) => scheduler));
    expect([...recorded].sort()).toEqual(Object.keys(schedulerTable).sort());
  });

  for (const { scheduler: name, options, base_lrs: rates, metrics, lrs } of cases) {
    test(`${name}, ${describeOptions({ ...options })}`, () => {
      const optimizer = new SGD(rates.map((learningRate) => ({ params: [new Variable([0])], learningRate })));
      const scheduler = schedulerTable[name](optimizer, options);
      for (const [epoch, expected] of lrs.entries()) {
        expect(optimizer.paramGroups.map((group) => group.learningRate)).toBeAllClose(expected, FLOAT64);
        expect(scheduler.getLastLr()).toBeAllClose(expected, FLOAT64);
        optimizer.step();
        scheduler.step(...(metrics === null ? [] : [Number(metrics[epoch])]));
      }
    });
  }
});
