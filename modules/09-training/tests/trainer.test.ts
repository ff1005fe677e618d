import { decodeCheckpoint, encodeCheckpoint } from "@tinytorch/data";
import { Dropout, Linear, Sequential } from "@tinytorch/nn";
import { SGD, StepLR } from "@tinytorch/optimizers";
import { Generator, ones } from "@tinytorch/tensor";
import { valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { EarlyStopping, Trainer } from "../src/index.ts";
import { batch, oneWeight } from "./one-weight.ts";

describe("Trainer", () => {
  test("two batches are two steps: 10 − mean(1, 3) = 8, then 8 − 4 = 4", () => {
    const { weight, ...parts } = oneWeight();
    new Trainer(parts).fit([batch(1, 3), batch(4)], { epochs: 1 });
    expect(weight()).toBe(4);
  });

  test("the loss of an epoch counts samples: (2 · 10 · 2 + 1 · 8 · 4) / 3 = 24", () => {
    const { weight, ...parts } = oneWeight();
    const history = new Trainer(parts).fit([batch(1, 3), batch(4)], { epochs: 1 });
    expect(history.loss).toBeAllClose([24]);
    expect(history.validation).toEqual([]);
  });

  test("the schedule halves the rate after each epoch: 10 − 4 = 6, then 6 − 4/2 = 4", () => {
    const { weight, ...parts } = oneWeight();
    const scheduler = new StepLR(parts.optimizer, { stepSize: 1, gamma: 0.5 });
    const history = new Trainer({ ...parts, scheduler }).fit([batch(4)], { epochs: 2 });
    expect(weight()).toBe(4);
    expect(history.learningRate).toEqual([1, 0.5]);
  });

  test("accumulate 2 on three batches: one step by mean(1, 3, 5) = 3, and one by the 4 that is left", () => {
    const { weight, ...parts } = oneWeight();
    new Trainer({ ...parts, accumulate: 2 }).fit([batch(1, 3), batch(5), batch(4)], { epochs: 1 });
    expect(weight()).toBe(3);
  });

  test("maxNorm 1: a gradient of 4 is clipped to 1, and 10 − 1 = 9", () => {
    const { weight, ...parts } = oneWeight();
    new Trainer({ ...parts, maxNorm: 1 }).fit([batch(4)], { epochs: 1 });
    expect(weight()).toBeCloseTo(9, 5);
  });

  test("evaluate: (2 · 20 + 1 · 40) / 3, and nothing has learned", () => {
    const { weight, ...parts } = oneWeight();
    expect(new Trainer(parts).evaluate([batch(1, 3), batch(4)])).toBeCloseTo(80 / 3, 5);
    expect(weight()).toBe(10);
  });

  test("evaluate: dropout is off meanwhile, and on again afterwards", () => {
    const model = new Sequential(
      new Dropout(0.5, { generator: new Generator(1) }),
      new Linear(8, 1, { generator: new Generator(2) }),
    );
    const trainer = new Trainer({ ...oneWeight(), model, criterion: (output) => output.mean() });
    const data = [[ones([1, 8]), ones([1])]] as const;
    expect(trainer.evaluate(data)).toBe(trainer.evaluate(data));
    expect(model.training).toBe(true);
  });

  test("the best model is kept: losses 8, 6, 4 with x = 1, so the last of three epochs", () => {
    const { weight, ...parts } = oneWeight();
    const trainer = new Trainer(parts);
    const history = trainer.fit([batch(2)], { epochs: 3, validation: [batch(1)] });
    expect(history.validation).toEqual([8, 6, 4]);
    expect(trainer.best?.epoch).toBe(3);
    expect(valuesOf(trainer.best?.model.weight)).toEqual([4]);
  });

  test("patience 1 stops after the second epoch, whose loss is higher", () => {
    const { weight, ...parts } = oneWeight();
    const trainer = new Trainer(parts);
    const earlyStopping = new EarlyStopping({ patience: 1 });
    // With x = −1 the loss is −weight: −8, −6.
    const history = trainer.fit([batch(2)], { epochs: 9, validation: [batch(-1)], earlyStopping });
    expect(history.validation).toEqual([-8, -6]);
    expect([trainer.epoch, trainer.best?.epoch]).toEqual([2, 1]);
  });

  test("saved after one epoch, as bytes, and loaded by a new trainer: the second epoch is the same", () => {
    const build = () => {
      const { weight, ...parts } = oneWeight();
      const optimizer = new SGD(parts.model.parameters(), { learningRate: 1, momentum: 0.5 });
      const scheduler = new StepLR(optimizer, { stepSize: 1, gamma: 0.5 });
      return { weight, trainer: new Trainer({ ...parts, optimizer, scheduler }) };
    };
    const [first, second] = [build(), build()];
    first.trainer.fit([batch(2)], { epochs: 1 });
    const bytes = encodeCheckpoint(first.trainer.save());
    second.trainer.load(decodeCheckpoint(bytes));
    // Step one: 10 − 2 = 8. Step two: velocity 0.5 · 2 + 2 = 3 at half the rate, 8 − 1.5 = 6.5.
    for (const { trainer, weight } of [first, second]) {
      trainer.fit([batch(2)], { epochs: 1 });
      expect(weight()).toBe(6.5);
      expect(trainer.epoch).toBe(2);
    }
  });
});
