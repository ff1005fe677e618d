import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { CosineAnnealingLR, LinearLR, StepLR } from "../src/index.ts";

/** The rate of each epoch: looked at, then moved on by the schedule's `step()`. */
function ratesOf(schedule: { getLastLr(): number[]; step(): void }, epochs: number): number[] {
  return Array.from({ length: epochs }, () => {
    const [rate = Number.NaN] = schedule.getLastLr();
    schedule.step();
    return rate;
  });
}

/** All that a schedule needs of an optimizer: a group with a rate. */
const optimizer = (learningRate: number) => ({ paramGroups: [{ learningRate }] });

describe("StepLR", () => {
  test("rate 1, stepSize 2, γ = 0.5: 1, 1, 0.5, 0.5, 0.25", () => {
    const schedule = new StepLR(optimizer(1), { stepSize: 2, gamma: 0.5 });
    expect(ratesOf(schedule, 5)).toBeAllClose([1, 1, 0.5, 0.5, 0.25]);
  });

  test("the optimizer's own groups carry the new rate", () => {
    const optimized = optimizer(1);
    const schedule = new StepLR(optimized, { stepSize: 1 });
    schedule.step();
    expect(optimized.paramGroups[0]?.learningRate).toBeAllClose(0.1);
  });
});

describe("CosineAnnealingLR", () => {
  test("rate 1 over tMax 4: 1, 0.8536, 0.5, 0.1464, 0", () => {
    const schedule = new CosineAnnealingLR(optimizer(1), { tMax: 4 });
    // (1 + cos 45°) / 2 = 0.8536, (1 + cos 90°) / 2 = 0.5
    expect(ratesOf(schedule, 5)).toBeAllClose([1, 0.853553, 0.5, 0.146447, 0], { rtol: 1e-5, atol: 1e-9 });
  });

  test("from 1 down to etaMin 0.2, and up again: 1, 0.6, 0.2, 0.6, 1", () => {
    const schedule = new CosineAnnealingLR(optimizer(1), { tMax: 2, etaMin: 0.2 });
    expect(ratesOf(schedule, 5)).toBeAllClose([1, 0.6, 0.2, 0.6, 1]);
  });
});

describe("LinearLR", () => {
  test("from a quarter of rate 1 in 3 epochs: 0.25, 0.5, 0.75, 1, 1", () => {
    const schedule = new LinearLR(optimizer(1), { startFactor: 0.25, totalIters: 3 });
    expect(ratesOf(schedule, 5)).toBeAllClose([0.25, 0.5, 0.75, 1, 1]);
  });

  test("the rate is low as soon as the schedule exists", () => {
    const optimized = optimizer(0.8);
    new LinearLR(optimized, { startFactor: 0.5 });
    expect(optimized.paramGroups[0]?.learningRate).toBeAllClose(0.4);
  });
});
