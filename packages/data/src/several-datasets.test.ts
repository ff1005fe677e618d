import { arange, Generator, scope, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { ChainDataset } from "./chain-dataset.ts";
import { ConcatDataset } from "./concat-dataset.ts";
import { DataLoader } from "./data-loader.ts";
import { TensorDataset } from "./dataset.ts";
import { SequentialSampler } from "./samplers.ts";

const upTo = (from: number, to: number) => new TensorDataset(arange(from, to));

describe("ConcatDataset", () => {
  const all = new ConcatDataset([upTo(0, 2), upTo(2, 2), upTo(2, 5), upTo(5, 6)]);

  test("has the samples of each in turn, also from the end, and skips one that is empty", () => {
    expect(all).toHaveLength(6);
    expect(Array.from({ length: 6 }, (_, i) => all.at(i)[0].item())).toEqual([0, 1, 2, 3, 4, 5]);
    expect([all.at(-1)[0].item(), all.at(-6)[0].item()]).toEqual([5, 0]);
    expect(all.batch([5, 0, 3])[0].toArray()).toEqual([5, 0, 3]);
    expect([...new DataLoader(all, { batchSize: 4 })].map(([x]) => x.toArray())).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
  });

  test.each([6, -7, 0.5, Number.NaN])("a position %s is refused", (index) => {
    expect(() => all.at(index)).toThrow(
      new RangeError(`ConcatDataset: a position must be a whole number below 6, got ${index}`),
    );
  });

  test("outlives a scope that returns it", () => {
    const kept = scope(() => new ConcatDataset([upTo(0, 2), upTo(7, 9)]));
    expect(kept.at(2)[0].item()).toBe(7);
  });

  test("is made of data sets, of one at least", () => {
    expect(() => new ConcatDataset([])).toThrow("ConcatDataset: there must be at least one data set, got none");
    const texts: never = ["abc"] as never;
    expect(() => new ConcatDataset(texts)).toThrow("ConcatDataset: a data set must have length and at, got abc");
  });
});

describe("samples that come one after another", () => {
  const lines = (...words: string[]): Iterable<{ word: string }> => ({
    *[Symbol.iterator]() {
      for (const word of words) yield { word };
    },
  });
  const chained = new ChainDataset([lines("a", "b", "c"), lines(), lines("d")]);

  test("are loaded in their order, afresh on every pass", () => {
    const loader = new DataLoader(chained, { batchSize: 3 });
    for (const _ of [1, 2]) expect([...loader].map(({ word }) => word)).toEqual([["a", "b", "c"], ["d"]]);
    const whole = new DataLoader(chained, { batchSize: 3, dropLast: true });
    expect([...whole].map(({ word }) => word)).toEqual([["a", "b", "c"]]);
    expect([...new DataLoader(new Set([tensor(1), tensor(2)]), { batchSize: 2 })].map((x) => x.toArray())).toEqual([
      [1, 2],
    ]);
  });

  test("a pass that is left ends its source", () => {
    let open = 0;
    const source: Iterable<number> = {
      *[Symbol.iterator]() {
        open++;
        try {
          for (;;) yield 1;
        } finally {
          open--;
        }
      },
    };
    for (const batch of new DataLoader(new ChainDataset([source]), { batchSize: 2 })) {
      expect(batch.toArray()).toEqual([1, 1]);
      break;
    }
    expect(open).toBe(0);
  });

  test("have no order to choose, and no number", () => {
    const generator = new Generator(1);
    expect(() => new DataLoader(chained, { shuffle: true, generator })).toThrow(
      "DataLoader: samples of an iterable come in its order, got shuffle; give a data set with length and at",
    );
    expect(() => new DataLoader(chained, { sampler: new SequentialSampler(2) })).toThrow("got a sampler");
    expect(() => new DataLoader(chained).length).toThrow(
      new TypeError("DataLoader: the number of batches is known of a data set with length, got an iterable"),
    );
  });

  test("an iterator, which is spent after one pass, is refused", () => {
    const once = lines("a")[Symbol.iterator]() as Iterator<{ word: string }> & Iterable<{ word: string }>;
    expect(() => new DataLoader(once)).toThrow(
      "DataLoader: samples must come anew on each pass, got an iterator that is spent after one; give what makes it",
    );
    expect(() => new ChainDataset([once])).toThrow("ChainDataset: samples must come anew on each pass");
    const number: never = 3 as never;
    expect(() => new ChainDataset([number])).toThrow("ChainDataset: samples must come from an iterable, got 3");
  });
});
