import { Variable } from "@tinytorch/autograd";
import { type Tensor, tensor } from "@tinytorch/tensor";
import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { AvgPool2d, MaxPool2d } from "../src/index.ts";

/** One image of one channel. */
function one(rows: number[][]) {
  return tensor([[rows]]);
}

const image = one([
  [1, 2, 3, 4],
  [5, 6, 7, 8],
]);

describe("MaxPool2d", () => {
  test("a window of 2 stands at two places: the largest of 1 2 5 6 is 6, of 3 4 7 8 it is 8", () => {
    expect(new MaxPool2d<Tensor>(2).forward(image)).toBeAllClose(one([[6, 8]]));
  });

  test("with stride 1 there is a place between the two: 6, 7, 8", () => {
    expect(new MaxPool2d<Tensor>(2, { stride: 1 }).forward(image)).toBeAllClose(one([[6, 7, 8]]));
  });

  test("every channel of every image by itself", () => {
    const x = tensor([
      [[[1, 2]], [[4, 3]]],
      [[[5, 6]], [[8, 7]]],
    ]);
    expect(new MaxPool2d<Tensor>([1, 2]).forward(x)).toBeAllClose([
      [[[2]], [[4]]],
      [[[6]], [[8]]],
    ]);
  });

  test("the margin never wins: −3 is the largest of −3 and nothing", () => {
    const pool = new MaxPool2d<Tensor>([1, 2], { padding: [0, 1] });
    expect(pool.forward(one([[-3, -5]]))).toBeAllClose(one([[-3, -5]]));
  });

  test("the gradient goes to the winner: the 6 and the 8", () => {
    const x = new Variable(image);
    new MaxPool2d<Variable>(2).forward(x).sum().backward();
    expect(x.grad).toBeAllClose(
      one([
        [0, 0, 0, 0],
        [0, 1, 0, 1],
      ]),
    );
  });

  test("a margin of 2 is too wide for a window of 3", () => {
    expect(refusal(() => new MaxPool2d(3, { padding: 2 }))).toBe(
      "MaxPool2d: padding must be at most half the window, got 2, 2 for 3, 3",
    );
    expect(new MaxPool2d(4, { padding: 2 }).parameters()).toEqual([]);
  });
});

describe("AvgPool2d", () => {
  test("a window of 2: (1 + 2 + 5 + 6) / 4 = 3.5 and (3 + 4 + 7 + 8) / 4 = 5.5", () => {
    expect(new AvgPool2d<Tensor>(2).forward(image)).toBeAllClose(one([[3.5, 5.5]]));
  });

  test("the zeros of the margin count: (0 + 6) / 2 = 3, (8 + 0) / 2 = 4", () => {
    const pool = new AvgPool2d<Tensor>([1, 2], { padding: [0, 1] });
    expect(pool.forward(one([[6, 8]]))).toBeAllClose(one([[3, 4]]));
  });

  test("unless countIncludePad is false: 6 / 1 = 6, 8 / 1 = 8", () => {
    const pool = new AvgPool2d<Tensor>([1, 2], { padding: [0, 1], countIncludePad: false });
    expect(pool.forward(one([[6, 8]]))).toBeAllClose(one([[6, 8]]));
  });

  test("every number gets an equal share of the gradient: a quarter", () => {
    const x = new Variable(image);
    new AvgPool2d<Variable>(2).forward(x).sum().backward();
    expect(x.grad).toBeAllClose(
      one([
        [0.25, 0.25, 0.25, 0.25],
        [0.25, 0.25, 0.25, 0.25],
      ]),
    );
  });
});
