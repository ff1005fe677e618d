import { Variable } from "@tinytorch/autograd";
import { tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { crossEntropy } from "./cross-entropy.ts";
import { mseLoss } from "./mse-loss.ts";

describe("mseLoss", () => {
  test("tensors and variables go in; reductions are mean, sum and none", () => {
    const [output, target] = [new Variable([1, 2]), tensor([3, 5])];
    expect(mseLoss(output, target).item()).toBe(6.5);
    expect(mseLoss(output, target, { reduction: "sum" }).item()).toBe(13);
    expect(mseLoss(output, target, { reduction: "none" }).data.toArray()).toEqual([4, 9]);
    expect(mseLoss(tensor([1]), tensor([1])).requiresGrad).toBe(false);
  });

  test("shapes that would broadcast are refused", () => {
    expect(() => mseLoss(zeros([3, 1]), zeros([3]))).toThrow(
      "mseLoss: output and target must have one shape, got [3, 1] and [3]",
    );
  });
});

describe("crossEntropy", () => {
  test("classes may be numbers, a tensor or a variable", () => {
    const logits = tensor([[0, 0]]);
    for (const classes of [[1], tensor([1]), new Variable([1])]) {
      expect(crossEntropy(logits, classes).item()).toBeCloseTo(Math.log(2), 6);
    }
  });

  test("loss and gradient are finite for logits of ±1000, and even for a class that is ruled out", () => {
    const logits = new Variable([
      [1000, -1000],
      [-1000, 1000],
    ]);
    const loss = crossEntropy(logits, [0, 0]);
    loss.backward();
    expect(loss.item()).toBe(1000);
    expect(logits.grad?.data.toArray()).toEqual([
      [0, 0],
      [-0.5, 0.5],
    ]);
    expect(crossEntropy(tensor([[0, -Infinity]]), [0]).item()).toBe(0);
  });

  test("what does not fit is named", () => {
    const logits = zeros([2, 3]);
    expect(() => crossEntropy(logits, [0])).toThrow(
      "crossEntropy: logits must be [N, C] with N classes, got [2, 3] and [1]",
    );
    expect(() => crossEntropy(logits, [0, 3])).toThrow(
      "crossEntropy: a class must be a whole number in [0, 2], got 3",
    );
    expect(() => crossEntropy(logits, [0, 0.5])).toThrow("got 0.5");
    expect(() => crossEntropy(logits, [0, 1], { labelSmoothing: 2 })).toThrow(
      "crossEntropy: labelSmoothing must be in [0, 1], got 2",
    );
  });
});
