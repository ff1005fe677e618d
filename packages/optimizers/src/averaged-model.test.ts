import { Variable } from "@tinytorch/autograd";
import { type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { AveragedModel, type AvgFn, getEmaAvgFn } from "./averaged-model.ts";
import { updateBn } from "./update-bn.ts";

/** One weight and one buffer, as a module has them. */
class Model {
  readonly weight: Variable;
  readonly seen = tensor([0], { dtype: "int32" });

  constructor(weight: readonly number[]) {
    this.weight = new Variable(weight);
  }
  namedParameters(): [string, Variable][] {
    return [["weight", this.weight]];
  }
  namedBuffers(): [string, Tensor][] {
    return [["seen", this.seen]];
  }
  stateDict(): Record<string, Tensor> {
    return { weight: this.weight.data.clone(), seen: this.seen.clone() };
  }
  loadStateDict({ weight, seen }: Readonly<Record<string, Tensor>>): void {
    this.weight.data.copy_(weight);
    this.seen.copy_(seen);
  }
  set(weight: number, seen: number): this {
    this.weight.data.fill_(weight);
    this.seen.fill_(seen);
    return this;
  }
}

const valuesOf = ({ module }: AveragedModel<Model>) => [module.weight.data.item(), module.seen.item()];

describe("AveragedModel", () => {
  test("is the plain mean of weights, with the model's own buffers", () => {
    const [model, averaged] = [new Model([0]), new AveragedModel(new Model([7]))];
    for (const [weight, seen] of [
      [2, 1],
      [4, 5],
      [9, 2],
    ])
      averaged.updateParameters(model.set(weight, seen));
    expect(valuesOf(averaged)).toEqual([5, 2]);
    expect(averaged.nAveraged).toBe(3);
    expect(model.weight.data.item()).toBe(9);
  });

  test("averages buffers when asked to, whole ones cut", () => {
    const [model, averaged] = [new Model([0]), new AveragedModel(new Model([0]), { useBuffers: true })];
    for (const [weight, seen] of [
      [2, 1],
      [4, 4],
    ])
      averaged.updateParameters(model.set(weight, seen));
    expect(valuesOf(averaged)).toEqual([3, 2]);
  });

  test("an average that a buffer cannot hold is refused, and nothing changes", () => {
    const lost: AvgFn = (average) => average.add(Number.NaN);
    const averaged = new AveragedModel(new Model([7]), { avgFn: lost, useBuffers: true });
    averaged.updateParameters(new Model([1]).set(2, 3));
    expect(() => averaged.updateParameters(new Model([1]))).toThrow("a number must fit in 32 bits");
    expect([valuesOf(averaged), averaged.nAveraged]).toEqual([[2, 3], 1]);
  });

  test("of an exponential mean older values fade; one's own rule may be given", () => {
    const model = new Model([0]);
    const fading = new AveragedModel(new Model([0]), { avgFn: getEmaAvgFn(0.75) });
    const largest = new AveragedModel(new Model([0]), { avgFn: (average, value) => average.maximum(value) });
    for (const weight of [8, 4, 0]) for (const each of [fading, largest]) each.updateParameters(model.set(weight, 0));
    expect(valuesOf(fading)[0]).toBe((8 * 0.75 + 1) * 0.75);
    expect(valuesOf(largest)[0]).toBe(8);
    expect(() => getEmaAvgFn(1.5)).toThrow("getEmaAvgFn: decay must be in [0, 1], got 1.5");
  });

  test("saved and loaded, it goes on as if nothing had happened", () => {
    const model = new Model([0]);
    const [whole, first] = [new AveragedModel(new Model([0])), new AveragedModel(new Model([0]))];
    for (const each of [whole, first]) for (const weight of [1, 2]) each.updateParameters(model.set(weight, 0));
    const saved = first.stateDict();
    first.updateParameters(model.set(100, 0));
    const second = new AveragedModel(new Model([0]));
    second.loadStateDict(saved);
    for (const each of [whole, second]) each.updateParameters(model.set(6, 0));
    expect(valuesOf(second)).toEqual(valuesOf(whole));
    expect(valuesOf(whole)[0]).toBe(3);
    expect(() => second.loadStateDict({ ...saved, nAveraged: -1 })).toThrow(
      "loadStateDict: nAveraged must be a whole number ≥ 0, got -1",
    );
    expect(() => second.loadStateDict(JSON.parse("{}"))).toThrow(
      "loadStateDict: a state must have nAveraged and module",
    );
  });

  test("the model that is trained, and one of other shapes, are refused, and nothing changes", () => {
    const model = new Model([1]);
    expect(() => new AveragedModel(model).updateParameters(model)).toThrow(
      "AveragedModel: the average must stand in a model of its own, got the one that is trained",
    );
    const averaged = new AveragedModel(model);
    expect(() => averaged.updateParameters(new Model([1, 2]))).toThrow(
      new RangeError("AveragedModel: parameters must be weight [1], got weight [2]"),
    );
    const wrong: AvgFn = () => zeros([3]);
    const bad = new AveragedModel(model, { avgFn: wrong });
    bad.updateParameters(new Model([5]));
    expect(() => bad.updateParameters(new Model([6]))).toThrow(
      "AveragedModel: avgFn must return a Tensor of shape [1]",
    );
    expect([model.weight.data.item(), bad.nAveraged]).toEqual([5, 1]);
  });
});

describe("updateBn", () => {
  /** The mean of what it is given, estimated as batch normalization does. */
  class Estimate {
    training = false;
    momentum: number | null = 0.25;
    readonly runningMean = tensor([9]);
    readonly runningVar = tensor([9]);
    readonly numBatchesTracked = tensor(9, { dtype: "int32" });
    namedChildren(): [string, Estimate][] {
      return [];
    }
    train(mode = true): void {
      this.training = mode;
    }
    forward(input: Tensor): void {
      if (!this.training || this.momentum !== null) throw new Error("the estimates should be those of a training");
      this.numBatchesTracked.add_(1);
      this.runningMean.lerp_(input.mean().reshape([1]), 1 / this.numBatchesTracked.item());
    }
  }

  test("is the mean over all batches, and leaves modes and momenta as they were", () => {
    const model = new Estimate();
    updateBn([tensor([1, 3]), [tensor([8]), tensor([0])], tensor([5])], model);
    expect(model.runningMean.toArray()).toEqual([5]);
    expect([model.momentum, model.training, model.numBatchesTracked.item()]).toEqual([0.25, false, 3]);
  });

  test("a batch that is none is told, and modes are as they were", () => {
    const model = new Estimate();
    expect(() => updateBn(JSON.parse('[{ "x": 1 }]'), model)).toThrow(
      new TypeError("updateBn: a batch must be a Tensor, or a list that begins with one, got an object"),
    );
    expect([model.momentum, model.training]).toEqual([0.25, false]);
  });
});
