import { Variable } from "@tinytorch/autograd";
import {
  CosineAnnealingLR,
  LinearLR,
  type Scheduled,
  type Scheduler,
  SGD,
  StepLR,
} from "@tinytorch/optimizers";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { notYet } from "./not-yet.ts";
import { countUnknown, describeOptions, FLOAT64, readRecorded } from "./recorded.ts";

interface SchedulerOptions {
  readonly step_size: number;
  readonly gamma: number;
  readonly T_max: number;
  readonly eta_min: number;
  readonly start_factor: number;
  readonly end_factor: number;
  readonly total_iters: number;
}

interface SchedulerCase {
  readonly scheduler: string;
  readonly options: SchedulerOptions;
  readonly base_lrs: readonly number[];
  readonly lrs: readonly (readonly number[])[];
}

/** PyTorch's schedules, by their recorded names, in ours. */
const schedulerTable: Readonly<
  Record<string, (optimizer: Scheduled, options: SchedulerOptions) => Scheduler>
> = {
  StepLR: (optimizer, { step_size: stepSize, gamma }) => new StepLR(optimizer, { stepSize, gamma }),
  CosineAnnealingLR: (optimizer, { T_max: tMax, eta_min: etaMin }) =>
    new CosineAnnealingLR(optimizer, { tMax, etaMin }),
  LinearLR: (optimizer, { start_factor: startFactor, end_factor: endFactor, total_iters: totalIters }) =>
    new LinearLR(optimizer, { startFactor, endFactor, totalIters }),
};

const { cases } = readRecorded<{ cases: readonly SchedulerCase[] }>("schedulers.json");

describe("schedules give PyTorch's rates", () => {
  test("every case is tested or named as not there yet", () => {
    const known = new Set(Object.keys(schedulerTable));
    const names = cases.map(({ scheduler }) => scheduler);
    expect(countUnknown(names, known)).toEqual(notYet.schedulers);
    expect([...known].filter((name) => !names.includes(name))).toEqual([]);
  });

  for (const { scheduler: name, options, base_lrs: rates, lrs } of cases) {
    const make = schedulerTable[name];
    if (make === undefined) continue;
    test(`${name}, ${describeOptions({ ...options })}`, () => {
      const optimizer = new SGD(rates.map((learningRate) => ({ params: [new Variable([0])], learningRate })));
      const scheduler = make(optimizer, options);
      for (const expected of lrs) {
        expect(optimizer.paramGroups.map((group) => group.learningRate)).toBeAllClose(expected, FLOAT64);
        expect(scheduler.getLastLr()).toBeAllClose(expected, FLOAT64);
        optimizer.step();
        scheduler.step();
      }
    });
  }
});
