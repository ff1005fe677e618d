import { arange, Generator, scope, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { DataLoader } from "./data-loader.ts";
import { MappedDataset, TensorDataset } from "./dataset.ts";
import { Subset } from "./subset.ts";

const numbers = (count: number) => new TensorDataset(arange(count).reshape([count, 1]), arange(count).mul(10));
const targetsOf = (loader: Iterable<readonly [Tensor, Tensor]>) => [...loader].map(([, targets]) => [...targets.data]);

describe("TensorDataset", () => {
  test("a sample is a row of each tensor", () => {
    const [input, target] = numbers(3).at(1);
    expect([input.toArray(), target.toArray()]).toEqual([[1], 10]);
    expect(numbers(3)).toHaveLength(3);
  });

  test("outlives a scope that returns it, and so do parts and maps of it", () => {
    const dataset = scope(() => new MappedDataset(new Subset(numbers(3), [2, 1]), ([input]) => [input.mul(2)]));
    expect(dataset.at(0)[0].toArray()).toEqual([4]);
  });

  test("tensors of different length are refused", () => {
    const rule = "TensorDataset: tensors must have one first size, got shapes";
    expect(() => new TensorDataset(zeros([2]), zeros([3, 1]))).toThrow(`${rule} [2], [3, 1]`);
    expect(() => new TensorDataset(tensor(1))).toThrow(`${rule} []`);
  });
});

describe("DataLoader", () => {
  test("batches come in order, the last one short", () => {
    const loader = new DataLoader(numbers(5), { batchSize: 2 });
    expect(targetsOf(loader)).toEqual([[0, 10], [20, 30], [40]]);
    expect(loader).toHaveLength(3);
    const [[inputs]] = loader;
    expect(inputs.shape).toEqual([2, 1]);
  });

  test("dropLast leaves out a batch that is not full, and only that", () => {
    expect(targetsOf(new DataLoader(numbers(5), { batchSize: 2, dropLast: true }))).toEqual([
      [0, 10],
      [20, 30],
    ]);
    expect(new DataLoader(numbers(4), { batchSize: 2, dropLast: true })).toHaveLength(2);
    expect(targetsOf(new DataLoader(numbers(2), { batchSize: 5 }))).toEqual([[0, 10]]);
    expect(targetsOf(new DataLoader(numbers(2), { batchSize: 5, dropLast: true }))).toEqual([]);
  });

  test("shuffling keeps inputs and targets together, sees each sample once, and differs from pass to pass", () => {
    const loader = new DataLoader(numbers(20), { batchSize: 3, shuffle: true, generator: new Generator(1) });
    const pass = () => [...loader].flatMap(([inputs, targets]) => [...inputs.data].map((x, i) => [x, targets.data[i]]));
    const [first, second] = [pass(), pass()];
    for (const [input, target] of first) expect(target).toBe(input * 10);
    expect(first.map(([input]) => input).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(second).not.toEqual(first);
  });

  test("the same seed gives the same orders", () => {
    const make = () => new DataLoader(numbers(10), { shuffle: true, generator: new Generator(2) });
    expect(targetsOf(make())).toEqual(targetsOf(make()));
  });

  test("two passes at once do not disturb one another, and the data set stays as it is", () => {
    const dataset = numbers(4);
    const loader = new DataLoader(dataset, { batchSize: 2 });
    const [one, two] = [loader[Symbol.iterator](), loader[Symbol.iterator]()];
    one.next();
    expect([...two.next().value[1].data]).toEqual([0, 10]);
    one.next().value[0].fill_(-1);
    expect(dataset.tensors[0].toArray()).toEqual([[0], [1], [2], [3]]);
  });

  test("a batch size must be a whole number ≥ 1", () => {
    expect(() => new DataLoader(numbers(1), { batchSize: 0 })).toThrow(
      "DataLoader: batchSize must be a whole number ≥ 1, got 0",
    );
  });
});
