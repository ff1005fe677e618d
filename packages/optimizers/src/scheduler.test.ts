import { Variable } from "@tinytorch/autograd";
import { describe, expect, test } from "vitest";
import { CosineAnnealingLR } from "./cosine-annealing-lr.ts";
import { LinearLR } from "./linear-lr.ts";
import type { Scheduled, Scheduler } from "./scheduler.ts";
import { SGD } from "./sgd.ts";
import { StepLR } from "./step-lr.ts";

const optimizerAt = (learningRate: number) => new SGD([new Variable([1])], { learningRate });

function rates(optimizer: Scheduled, scheduler: Scheduler, epochs: number): number[] {
  return Array.from({ length: epochs }, () => {
    const [{ learningRate }] = optimizer.paramGroups;
    scheduler.step();
    return learningRate;
  });
}

function expectRates(received: number[], expected: number[]): void {
  expect(received).toHaveLength(expected.length);
  for (const [epoch, rate] of expected.entries()) expect(received[epoch]).toBeCloseTo(rate, 12);
}

describe("StepLR", () => {
  test("the first rate lasts stepSize epochs", () => {
    const optimizer = optimizerAt(1);
    expectRates(
      rates(optimizer, new StepLR(optimizer, { stepSize: 2, gamma: 0.5 }), 5),
      [1, 1, 0.5, 0.5, 0.25],
    );
  });

  test("a rate changed by hand is what is multiplied", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new StepLR(optimizer, { stepSize: 1 });
    optimizer.paramGroups[0].learningRate = 4;
    scheduler.step();
    expect(scheduler.getLastLr()).toEqual([0.4]);
    expect(scheduler.lastEpoch).toBe(1);
  });
});

describe("CosineAnnealingLR", () => {
  test("it goes down to etaMin at tMax and up again", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new CosineAnnealingLR(optimizer, { tMax: 4, etaMin: 0.2 });
    const side = 0.4 * Math.SQRT1_2;
    expectRates(rates(optimizer, scheduler, 9), [
      1,
      0.6 + side,
      0.6,
      0.6 - side,
      0.2,
      0.6 - side,
      0.6,
      0.6 + side,
      1,
    ]);
  });
});

describe("LinearLR", () => {
  test("it begins at startFactor, reaches endFactor after totalIters and stays", () => {
    const optimizer = optimizerAt(2);
    const scheduler = new LinearLR(optimizer, { startFactor: 0.5, totalIters: 2 });
    expectRates(rates(optimizer, scheduler, 4), [1, 1.5, 2, 2]);
  });

  test("by default it warms up from a third over five epochs", () => {
    const optimizer = optimizerAt(3);
    expectRates(rates(optimizer, new LinearLR(optimizer), 6), [1, 1.4, 1.8, 2.2, 2.6, 3]);
  });

  test("its factor may fall to 0", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new LinearLR(optimizer, { startFactor: 1, endFactor: 0, totalIters: 2 });
    expectRates(rates(optimizer, scheduler, 4), [1, 0.5, 0, 0]);
  });
});

describe("every schedule", () => {
  test("chained with another, it multiplies what the other left", () => {
    const optimizer = optimizerAt(1);
    const warmUp = new LinearLR(optimizer, { startFactor: 0.5, totalIters: 1 });
    const decay = new StepLR(optimizer, { stepSize: 1, gamma: 0.1 });
    warmUp.step();
    decay.step();
    expect(optimizer.paramGroups[0].learningRate).toBeCloseTo(0.1, 12);
  });

  test("saved and loaded, it goes on as if nothing had happened", () => {
    const make = (optimizer: Scheduled) => new CosineAnnealingLR(optimizer, { tMax: 7 });
    const whole = optimizerAt(1);
    const expected = rates(whole, make(whole), 10).slice(4);

    const first = optimizerAt(1);
    const before = make(first);
    rates(first, before, 4);
    const second = optimizerAt(1);
    const after = make(second);
    second.loadStateDict(first.stateDict());
    after.loadStateDict(before.stateDict());
    expect(after.getLastLr()).toEqual(before.getLastLr());
    expect(rates(second, after, 6)).toEqual(expected);
    expect(() => after.loadStateDict({ lastEpoch: 1, baseLearningRates: [], lastLearningRates: [] })).toThrow(
      "loadStateDict: there must be 1 rates, got 0",
    );
  });

  test("options out of range are named", () => {
    const optimizer = optimizerAt(1);
    expect(() => new StepLR(optimizer, { stepSize: 0 })).toThrow(
      "StepLR: stepSize must be a whole number ≥ 1, got 0",
    );
    expect(() => new CosineAnnealingLR(optimizer, { tMax: 0.5 })).toThrow(
      "tMax must be a whole number ≥ 1, got 0.5",
    );
    expect(() => new LinearLR(optimizer, { startFactor: 0 })).toThrow(
      "LinearLR: startFactor must be in (0, 1], got 0",
    );
    expect(() => new LinearLR(optimizer, { endFactor: 2 })).toThrow(
      "LinearLR: endFactor must be in [0, 1], got 2",
    );
  });
});
