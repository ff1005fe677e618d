import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Softmax, softmax } from "../src/index.ts";

/** Numbers of which e makes 1, 2 and 5. */
const [one, two, five] = [Math.log(1), Math.log(2), Math.log(5)];

describe("softmax", () => {
  test("log 1, log 2 and log 5 have 1, 2 and 5 parts of 8", () => {
    expect(softmax(tensor([one, two, five]), 0)).toBeAllClose([1 / 8, 2 / 8, 5 / 8]);
  });

  test("1000 more everywhere changes nothing, although e^1000 is ∞ in float32", () => {
    expect(softmax(tensor([1000, 1000]), 0)).toBeAllClose([0.5, 0.5]);
    expect(softmax(tensor([-1000, -1000, -2000]), 0)).toBeAllClose([0.5, 0.5, 0]);
  });

  test("along dim 1 each row adds up to 1, along dim 0 each column", () => {
    const x = tensor([
      [two, two, 0],
      [two, 0, one],
    ]);
    expect(softmax(x, 1)).toBeAllClose([
      [2 / 5, 2 / 5, 1 / 5],
      [2 / 4, 1 / 4, 1 / 4],
    ]);
    expect(softmax(x, 0)).toBeAllClose([
      [1 / 2, 2 / 3, 1 / 2],
      [1 / 2, 1 / 3, 1 / 2],
    ]);
  });

  test("dim −1 is the last", () => {
    const x = tensor([[0, two, five]]);
    expect(softmax(x, -1)).toBeAllClose([[1 / 8, 2 / 8, 5 / 8]]);
  });
});

describe("Softmax", () => {
  test("each layer keeps its own dimension", () => {
    const x = tensor([
      [0, two],
      [0, five],
    ]);
    expect(new Softmax(1).forward(x)).toBeAllClose([
      [1 / 3, 2 / 3],
      [1 / 6, 5 / 6],
    ]);
    expect(new Softmax(0).forward(x)).toBeAllClose([
      [1 / 2, 2 / 7],
      [1 / 2, 5 / 7],
    ]);
  });
});
