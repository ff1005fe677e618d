import { Generator, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { randomSplit, splitAndNormalize, TensorDataset } from "../src/index.ts";

describe("randomSplit", () => {
  test("10 samples into 7 and 3: everyone in exactly one part", () => {
    const dataset = { length: 10, at: (index: number) => [tensor(index)] };
    const parts = randomSplit(dataset, [7, 3], { generator: new Generator(1) });
    const dealt = parts.map((part) => Array.from({ length: part.length }, (_, i) => part.at(i)[0].item()));
    expect(dealt.map(({ length }) => length)).toEqual([7, 3]);
    expect(dealt.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("the same seed deals the same parts, and another seed others", () => {
    const dataset = { length: 30, at: (index: number) => [tensor(index)] };
    const firstPart = (seed: number) => {
      const [part] = randomSplit(dataset, [15, 15], { generator: new Generator(seed) });
      return Array.from({ length: part.length }, (_, i) => part.at(i)[0].item());
    };
    expect(firstPart(4)).toEqual(firstPart(4));
    expect(firstPart(4)).not.toEqual(firstPart(5));
  });
});

describe("splitAndNormalize", () => {
  test("after it the training part has mean 0 and deviation 1, whatever is in the test part", () => {
    const inputs = [[1], [3], [100], [5], [7], [-200]];
    const dataset = new TensorDataset(tensor(inputs), tensor([0, 1, 2, 3, 4, 5]));
    const [training, test] = splitAndNormalize(dataset, [4, 2], { generator: new Generator(2) });
    const x = [0, 1, 2, 3].map((i) => training.at(i)[0].item());
    expect([training.length, test.length]).toEqual([4, 2]);
    expect(x.reduce((sum, each) => sum + each, 0)).toBeAllClose(0, { atol: 1e-5 });
    expect(x.reduce((sum, each) => sum + each ** 2, 0) / 4).toBeAllClose(1, { rtol: 1e-5 });
    // Targets stay whole numbers.
    expect(test.at(0)[1].item() % 1).toBe(0);
  });
});
