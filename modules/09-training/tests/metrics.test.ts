import { tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { accuracy, confusionMatrix } from "../src/index.ts";

const logits = tensor([
  [2, 1, 0],
  [0, 1, 2],
  [3, 5, 4],
  [1, 0, 0],
]);

describe("accuracy", () => {
  test("predictions 0, 2, 1, 0 beside 0, 2, 1, 1: three of four are right", () => {
    expect(accuracy(logits, [0, 2, 1, 1])).toBe(0.75);
    expect(accuracy(logits, tensor([0, 2, 1, 0]))).toBe(1);
  });

  test("of two equal scores the first counts", () => {
    const ties = tensor([
      [5, 5],
      [5, 5],
    ]);
    expect(accuracy(ties, [0, 1])).toBe(0.5);
    expect(accuracy(ties, [0, 0])).toBe(1);
  });
});

describe("confusionMatrix", () => {
  test("the last sample is a 1 and was read as a 0: it stands in row 1, column 0", () => {
    expect(confusionMatrix(logits, [0, 2, 1, 1], 3)).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
  });
});
