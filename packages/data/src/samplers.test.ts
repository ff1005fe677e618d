import { Generator, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { DataLoader } from "./data-loader.ts";
import { TensorDataset } from "./dataset.ts";
import { RandomSampler, SequentialSampler, WeightedRandomSampler } from "./samplers.ts";

const generator = () => new Generator(4);

describe("samplers", () => {
  test("one goes in order, one in a new order on every pass", () => {
    expect([...new SequentialSampler(3)]).toEqual([0, 1, 2]);
    const random = new RandomSampler(20, { generator: generator() });
    const [first, second] = [[...random], [...random]];
    expect(first).not.toEqual(second);
    expect(first.sort((a, b) => a - b)).toEqual([...new SequentialSampler(20)]);
  });

  test("with replacement a position may come twice, and a pass may be longer", () => {
    const positions = [...new RandomSampler(3, { generator: generator(), replacement: true, numSamples: 50 })];
    expect(positions).toHaveLength(50);
    expect(new Set(positions)).toEqual(new Set([0, 1, 2]));
    expect(() => new RandomSampler(3, { generator: generator(), numSamples: 2 })).toThrow(
      "RandomSampler: numSamples may be other than 3 only with replacement, got 2",
    );
  });

  test("weights decide how often a position comes; one of 0 never does", () => {
    const counts = [0, 0, 0, 0];
    for (const position of new WeightedRandomSampler([1, 0, 3, 0], 4000, { generator: generator() }))
      counts[position]++;
    expect(counts[0] / 4000).toBeCloseTo(0.25, 1);
    expect(counts[2] / 4000).toBeCloseTo(0.75, 1);
    expect([counts[1], counts[3]]).toEqual([0, 0]);
    expect(() => new WeightedRandomSampler([1, -1], 1, { generator: generator() })).toThrow(
      "weight must be a number ≥ 0, got -1",
    );
    expect(() => new WeightedRandomSampler([0, 0], 1, { generator: generator() })).toThrow(
      "at least one weight must be positive, got [0, 0]",
    );
    expect(() => new WeightedRandomSampler([1], 0, { generator: generator() })).toThrow(
      "numSamples must be a whole number ≥ 1, got 0",
    );
  });
});

describe("a loader", () => {
  const dataset = new TensorDataset(tensor([10, 20, 30]));

  test("takes the samples its sampler names", () => {
    const loader = new DataLoader(dataset, {
      batchSize: 2,
      sampler: {
        length: 3,
        *[Symbol.iterator]() {
          yield* [2, 2, 0];
        },
      },
    });
    expect([...loader].map(([values]) => values.toArray())).toEqual([[30, 30], [10]]);
    expect(loader).toHaveLength(2);
    expect(() => new DataLoader(dataset, { shuffle: true, sampler: new SequentialSampler(3) })).toThrow(
      "DataLoader: the order comes from shuffle or from a sampler, got both",
    );
  });

  test("makes batches as it is told", () => {
    const sums = new DataLoader(dataset, {
      batchSize: 2,
      collate: (samples): [ReturnType<typeof zeros>] => [samples.reduce((sum, [value]) => sum.add(value), zeros([]))],
    });
    expect([...sums].map(([sum]) => sum.item())).toEqual([30, 30]);
  });

  test("shuffles by nothing but a generator", () => {
    expect(() => new DataLoader(dataset, { shuffle: true })).toThrow(
      "DataLoader: a generator must be given to shuffle, got none; pass new Generator(seed)",
    );
  });
});
