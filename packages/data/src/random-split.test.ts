import { arange, Generator } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { TensorDataset } from "./dataset.ts";
import { randomSplit } from "./random-split.ts";

const split = (length: number, parts: readonly number[]) =>
  randomSplit(new TensorDataset(arange(length)), parts, { generator: new Generator(1) });

describe("randomSplit by fractions", () => {
  test("each part is rounded down, and what is left over goes to the first ones", () => {
    expect(split(11, [0.5, 0.5]).map(({ length }) => length)).toEqual([6, 5]);
    expect(split(2, [0.3, 0.3, 0.4]).map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  test("every sample is in one part", () => {
    const dealt = split(10, [0.75, 0.25]).flatMap((part) =>
      Array.from({ length: part.length }, (_, i) => part.at(i)[0].item()),
    );
    expect([...dealt].sort((a, b) => a - b)).toEqual([...arange(10).data]);
  });

  test.each([[[0.5, 0.4]], [[0.8, 0.3]], [[1.5, -0.5]], [[Number.NaN, 1]], [[2.5, 7.5]]])("%j is refused", (parts) => {
    expect(() => split(10, parts)).toThrow(
      "randomSplit: sizes must be whole numbers that add up to 10, or fractions that add up to 1, got [",
    );
  });
});
