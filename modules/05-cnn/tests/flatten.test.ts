import { type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Flatten, flatten } from "../src/index.ts";

describe("flatten", () => {
  test("two images of 2×2 become two rows of 4", () => {
    const x = tensor([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    expect(flatten(x)).toBeAllClose([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  test("[2, 3, 4, 5] from 1 on is [2, 60], from 2 on [2, 3, 20], from 0 on [120], from −1 on as it was", () => {
    const x = zeros([2, 3, 4, 5]);
    expect([undefined, 2, 0, -1].map((start) => flatten(x, start).shape)).toEqual([
      [2, 60],
      [2, 3, 20],
      [120],
      [2, 3, 4, 5],
    ]);
  });

  test("a dimension that is not there is refused: flatten: start must be a dimension of [2, 3], got 2", () => {
    expect(refusal(() => flatten(zeros([2, 3]), 2))).toBe(
      "flatten: start must be a dimension of [2, 3], got 2",
    );
  });
});

describe("Flatten", () => {
  test("the layer keeps the batch: [2, 3, 4] becomes [2, 12], and there is nothing to learn", () => {
    const layer = new Flatten<Tensor>();
    expect(layer.forward(zeros([2, 3, 4])).shape).toEqual([2, 12]);
    expect(layer.parameters()).toEqual([]);
  });
});
