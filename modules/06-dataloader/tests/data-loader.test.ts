import { Generator, tensor, zeros } from "@tinytorch/tensor";
import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { DataLoader, type DataLoaderOptions, type Sample, stackSamples } from "../src/index.ts";

/** Sample i is the number i. */
function numbers(length: number) {
  return { length, at: (index: number): Sample => [tensor(index)] };
}

/** The samples in each batch of one pass. */
function pass(loader: DataLoader<Sample>): number[][] {
  return [...loader].map(([x]) => [...x.contiguous().data]);
}

const load = (length: number, options?: DataLoaderOptions<Sample>) =>
  new DataLoader(numbers(length), options);

describe("stackSamples", () => {
  test("two samples [3] with a target [] become a batch [2, 3] with [2]", () => {
    const [x, y] = stackSamples([
      [tensor([1, 2, 3]), tensor(7)],
      [tensor([4, 5, 6]), tensor(8)],
    ]);
    expect(x).toBeAllClose([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(y).toBeAllClose([7, 8]);
  });

  test("one sample [2] becomes a batch [1, 2]", () => {
    const [x] = stackSamples([[zeros([2])]]);
    expect(x.shape).toEqual([1, 2]);
  });
});

describe("DataLoader", () => {
  test("10 samples in batches of 4: 0 1 2 3, then 4 5 6 7, then 8 9", () => {
    expect(pass(load(10, { batchSize: 4 }))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  test("dropLast leaves out 8 and 9, and nothing of 8 samples", () => {
    const sizes = [10, 8].map((length) => pass(load(length, { batchSize: 4, dropLast: true })).length);
    expect(sizes).toEqual([2, 2]);
  });

  test("10 samples in batches of 4 are 3 batches, 2 with dropLast; without a batchSize they are 10", () => {
    const lengths = [{ batchSize: 4 }, { batchSize: 4, dropLast: true }, {}].map(
      (options) => load(10, options).length,
    );
    expect(lengths).toEqual([3, 2, 10]);
  });

  test("a second pass is as full as the first", () => {
    const loader = load(5, { batchSize: 2 });
    expect([pass(loader), pass(loader)]).toEqual([
      [[0, 1], [2, 3], [4]],
      [[0, 1], [2, 3], [4]],
    ]);
  });

  test("shuffled, each pass has all samples in an order of its own", () => {
    const loader = load(20, { batchSize: 20, shuffle: true, generator: new Generator(5) });
    const [first, second] = [pass(loader).flat(), pass(loader).flat()];
    expect(first).not.toEqual(second);
    for (const order of [first, second]) {
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    }
  });

  test("the same seed gives the same passes", () => {
    const make = () => load(12, { batchSize: 5, shuffle: true, generator: new Generator(9) });
    const [a, b] = [make(), make()];
    expect([pass(a), pass(a)]).toEqual([pass(b), pass(b)]);
  });

  test("two passes at the same time do not disturb each other", () => {
    const loader = load(4, { batchSize: 2 });
    const seen: number[][] = [];
    for (const [outer] of loader) for (const [inner] of loader) seen.push([...outer.data, ...inner.data]);
    expect(seen).toEqual([
      [0, 1, 0, 1],
      [0, 1, 2, 3],
      [2, 3, 0, 1],
      [2, 3, 2, 3],
    ]);
  });

  test("8 samples are 2 batches of 4; a batch of 0 is refused: DataLoader: batchSize must be a whole number >= 1, got 0", () => {
    expect(load(8, { batchSize: 4 }).length).toBe(2);
    const message = refusal(() => load(8, { batchSize: 0 }));
    expect(message).toBe("DataLoader: batchSize must be a whole number >= 1, got 0");
  });
});
