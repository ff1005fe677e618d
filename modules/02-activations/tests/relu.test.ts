import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { ReLU, relu } from "../src/index.ts";

describe("relu", () => {
  test("the positive passes, the rest becomes 0: [−2, −0.5, 0, 3] gives [0, 0, 0, 3]", () => {
    expect(relu(tensor([-2, -0.5, 0, 3]))).toBeAllClose([0, 0, 0, 3]);
  });

  test("a matrix stays a matrix: [[1, −1], [−2, 2]] gives [[1, 0], [0, 2]]", () => {
    const x = tensor([
      [1, -1],
      [-2, 2],
    ]);
    expect(relu(x)).toBeAllClose([
      [1, 0],
      [0, 2],
    ]);
  });

  test("x itself stays as it was", () => {
    const x = tensor([-1, 1]);
    relu(x);
    expect(x).toBeAllClose([-1, 1]);
  });

  test("NaN stays NaN, for it must be seen", () => {
    expect(relu(tensor([Number.NaN, -1])).toArray()).toEqual([Number.NaN, 0]);
  });
});

describe("ReLU", () => {
  test("forward gives relu, as often as it is asked", () => {
    const layer = new ReLU();
    expect(layer.forward(tensor([-1, 2]))).toBeAllClose([0, 2]);
    expect(layer.forward(tensor([3, -4, 5]))).toBeAllClose([3, 0, 5]);
  });
});
