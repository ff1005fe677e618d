import { Variable } from "@tinytorch/autograd";
import { tensor } from "@tinytorch/tensor";
import { refusal, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { binaryCrossEntropyWithLogits, crossEntropy, mseLoss } from "../src/index.ts";

describe("mseLoss", () => {
  const target = tensor([1, 0, 1]);

  test("errors 0, 2 and 4: the mean of 0, 4 and 16 is 20 / 3, their sum is 20", () => {
    const output = tensor([1, 2, 5]);
    expect(valuesOf(mseLoss(output, target))).toBeAllClose([20 / 3]);
    expect(valuesOf(mseLoss(output, target, { reduction: "sum" }))).toEqual([20]);
    expect(valuesOf(mseLoss(output, target, { reduction: "none" }))).toEqual([0, 4, 16]);
  });

  test("on a variable it learns: the gradient of e² / 3 is 2e / 3", () => {
    const output = new Variable([1, 2, 5]);
    mseLoss(output, target).backward();
    expect(output.grad).toBeAllClose([0, 4 / 3, 8 / 3]);
  });

  test("three outputs in a column beside three targets in a row are refused, for they would make nine errors", () => {
    expect(refusal(() => mseLoss(tensor([[1], [2], [5]]), target))).toBe(
      "mseLoss: output and target must have one shape, got [3, 1] and [3]",
    );
  });
});

describe("crossEntropy", () => {
  test("equal logits of four classes: each has probability 1/4, and the loss is log 4", () => {
    expect(valuesOf(crossEntropy(tensor([[7, 7, 7, 7]]), [2]))).toBeAllClose([Math.log(4)]);
  });

  test("logits 0 and log 3: probabilities 1/4 and 3/4, losses log 4 and log 4/3", () => {
    const logits = tensor([
      [0, Math.log(3)],
      [0, Math.log(3)],
    ]);
    expect(valuesOf(crossEntropy(logits, [0, 1], { reduction: "none" }))).toBeAllClose([
      Math.log(4),
      Math.log(4 / 3),
    ]);
    expect(valuesOf(crossEntropy(logits, [0, 1]))).toBeAllClose([(Math.log(4) + Math.log(4 / 3)) / 2]);
  });

  test("logits 1000 and 0: a right answer costs 0 and a wrong one 1000, not ∞", () => {
    const logits = tensor([
      [1000, 0],
      [1000, 0],
    ]);
    expect(valuesOf(crossEntropy(logits, tensor([0, 1]), { reduction: "none" }))).toBeAllClose([0, 1000]);
  });

  test("smoothing 0.5 of two classes: targets 3/4 and 1/4", () => {
    const logits = tensor([[0, Math.log(3)]]);
    const expected = 0.25 * Math.log(4) + 0.75 * Math.log(4 / 3);
    expect(valuesOf(crossEntropy(logits, [1], { labelSmoothing: 0.5 }))).toBeAllClose([expected]);
  });

  test("the gradient is probabilities minus targets: 1/4 − 1 and 3/4 − 0", () => {
    const logits = new Variable([[0, Math.log(3)]]);
    crossEntropy(logits, [0]).backward();
    expect(logits.grad).toBeAllClose([[-0.75, 0.75]]);
  });
});

describe("binaryCrossEntropyWithLogits", () => {
  test("a logit of 0 is probability 1/2, and costs log 2 whatever the answer", () => {
    const losses = binaryCrossEntropyWithLogits(tensor([0, 0]), tensor([0, 1]), { reduction: "none" });
    expect(valuesOf(losses)).toBeAllClose([Math.log(2), Math.log(2)]);
  });

  test("a logit of log 3 is probability 3/4: log 4/3 if the answer is yes, log 4 if it is no", () => {
    const logits = tensor([Math.log(3), Math.log(3)]);
    const losses = binaryCrossEntropyWithLogits(logits, tensor([1, 0]), { reduction: "none" });
    expect(valuesOf(losses)).toBeAllClose([Math.log(4 / 3), Math.log(4)]);
  });

  test("logits of ±1000 cost 0 where they are right and 1000 where they are wrong", () => {
    const logits = tensor([1000, -1000, 1000, -1000]);
    const losses = binaryCrossEntropyWithLogits(logits, tensor([1, 0, 0, 1]), { reduction: "none" });
    expect(valuesOf(losses)).toBeAllClose([0, 0, 1000, 1000]);
  });

  test("the gradient is probability minus target: 3/4 − 1", () => {
    const logits = new Variable([Math.log(3)]);
    binaryCrossEntropyWithLogits(logits, tensor([1])).backward();
    expect(logits.grad).toBeAllClose([-0.25]);
  });
});
