import { Variable } from "@tinytorch/autograd";
import { ones, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "./binary-cross-entropy.ts";
import { crossEntropy, nllLoss } from "./cross-entropy.ts";
import {
  BCELoss,
  BCEWithLogitsLoss,
  CrossEntropyLoss,
  HuberLoss,
  KLDivLoss,
  L1Loss,
  MSELoss,
  NLLLoss,
  SmoothL1Loss,
} from "./loss-modules.ts";

describe("losses as modules", () => {
  test("weights are buffers, and those that are loaded are used", () => {
    const loss = new CrossEntropyLoss({ weight: tensor([1, 3]) });
    expect([loss.parameters(), Object.keys(loss.stateDict())]).toEqual([[], ["weight"]]);
    expect(String(loss)).toBe("CrossEntropyLoss(weight=[2])");
    const logits = tensor([
      [1, 2],
      [0, 4],
    ]);
    const before = loss.forward(logits, [0, 1]).item();
    expect(before).toBe(crossEntropy(logits, [0, 1], { weight: tensor([1, 3]) }).item());
    loss.loadStateDict({ weight: tensor([5, 1]) });
    expect(loss.forward(logits, [0, 1]).item()).toBe(crossEntropy(logits, [0, 1], { weight: tensor([5, 1]) }).item());
  });

  test("options are the module's own, whatever becomes of the caller's", () => {
    const options: { reduction: "sum" | "mean" } = { reduction: "sum" };
    const loss = new MSELoss(options);
    options.reduction = "mean";
    expect(loss.forward(tensor([1, 3]), tensor([0, 0])).item()).toBe(10);
  });

  test.each<[string, () => unknown, string]>([
    [
      "a reduction",
      () => new MSELoss(Object({ reduction: "avg" })),
      "MSELoss: reduction must be one of mean, sum, none, got avg",
    ],
    [
      "batchmean",
      () => new L1Loss(Object({ reduction: "batchmean" })),
      "L1Loss: reduction must be one of mean, sum, none",
    ],
    ["a bend of 0", () => new HuberLoss({ delta: 0 }), "HuberLoss: delta must be a number > 0, got 0"],
    ["a negative bend", () => new SmoothL1Loss({ beta: -1 }), "SmoothL1Loss: beta must be a number ≥ 0, got -1"],
    [
      "smoothing of more than all",
      () => new CrossEntropyLoss({ labelSmoothing: 2 }),
      "CrossEntropyLoss: labelSmoothing must be in [0, 1], got 2",
    ],
    [
      "a list of weights",
      () => new NLLLoss(Object({ weight: [1, 2] })),
      "NLLLoss: weight must be a Tensor, got [1, 2]",
    ],
    [
      "a number for a weight",
      () => new BCELoss(Object({ weight: 2 })),
      "BCELoss: weight must be a Variable or a Tensor, got 2",
    ],
    [
      "PyTorch's name",
      () => new BCEWithLogitsLoss(Object({ pos_weight: 2 })),
      "BCEWithLogitsLoss: unknown option pos_weight; did you mean posWeight?",
    ],
    [
      "a log target that is a word",
      () => new KLDivLoss(Object({ logTarget: "no" })),
      "KLDivLoss: logTarget must be true or false, got no",
    ],
  ])("%s is refused when the module is made", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});

describe("cross-entropy over places and with probabilities", () => {
  test("places of images are rows of their own", () => {
    const logits = tensor([
      [
        [1, 2, 0],
        [3, 0, 1],
      ],
    ]);
    const places = crossEntropy(logits, tensor([[0, 1, 1]], { dtype: "int32" }), { reduction: "none" });
    const rows = crossEntropy(logits.squeeze(0).t(), [0, 1, 1], { reduction: "none" });
    expect(places.shape).toEqual([1, 3]);
    expect(places.data.toArray()).toEqual([rows.data.toArray()]);
  });

  test("certain probabilities are classes, and gradients reach them", () => {
    const logits = tensor([
      [1, 2, 4],
      [0, 1, 0],
    ]);
    const certain = new Variable([
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const loss = crossEntropy(logits, certain);
    expect(loss.item()).toBeCloseTo(crossEntropy(logits, [1, 0]).item(), 6);
    loss.backward();
    expect(certain.grad?.data.select(0, 0).toArray()).toEqual(
      crossEntropy(logits.slice(0, 0, 1).expand([3, 3]), [0, 1, 2], { reduction: "none" })
        .div(2)
        .data.toArray(),
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      "other places",
      () => crossEntropy(zeros([2, 3, 4]), zeros([2, 3], { dtype: "int32" })),
      "crossEntropy: logits [N, C, …] must have classes [N, …], got [2, 3, 4] and [2, 3]",
    ],
    [
      "a list for one sample",
      () => crossEntropy(zeros([3]), [0]),
      "crossEntropy: logits [N, C, …] must have classes [N, …], got [3] and [1]",
    ],
    [
      "a class that is not there",
      () => nllLoss(zeros([1, 2, 1]), tensor([[2]])),
      "nllLoss: a class must be a whole number in [0, 1], got 2",
    ],
    [
      "an ignored class of probabilities",
      () => crossEntropy(zeros([2, 3]), zeros([2, 3]), { ignoreIndex: 1 }),
      "crossEntropy: probabilities must come without ignoreIndex, got 1",
    ],
    [
      "weights of other classes",
      () => crossEntropy(zeros([2, 3]), zeros([2, 3]), { weight: ones([2]) }),
      "crossEntropy: weight must be [3], got [2]",
    ],
    [
      "whole numbers as probabilities",
      () => crossEntropy(zeros([2, 3]), zeros([2, 3], { dtype: "int32" })),
      "crossEntropy: logits must be [N, C] with N classes, got [2, 3] and [2, 3]",
    ],
    [
      "a weight that does not broadcast",
      () => binaryCrossEntropy(zeros([2]), zeros([2]), { weight: ones([3, 1]) }),
      "binaryCrossEntropy: weight must broadcast to the output, got [3, 1] for [2]",
    ],
    [
      "such a weight of logits",
      () => binaryCrossEntropyWithLogits(zeros([2]), zeros([2]), { weight: ones([3]) }),
      "shapes must be broadcastable",
    ],
  ])("%s: refused", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
