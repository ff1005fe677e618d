import { Variable } from "@tinytorch/autograd";
import { Generator, randn, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "./binary-cross-entropy.ts";
import { crossEntropy, nllLoss } from "./cross-entropy.ts";
import { huberLoss, l1Loss, mseLoss, smoothL1Loss } from "./distance-losses.ts";
import { klDivLoss } from "./kl-div-loss.ts";

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

  test("classes count by their weight, and ignored rows not at all", () => {
    const logits = randn([4, 3], { generator: new Generator(2), dtype: "float64" });
    const single = (row: number, label: number, labelSmoothing = 0) =>
      crossEntropy(logits.slice(0, row, row + 1), [label], { labelSmoothing }).item();
    const [classes, weight] = [[2, -100, 0, 2], tensor([1, 2, 5], { dtype: "float64" })];
    const losses = [5 * single(0, 2), 0, single(2, 0), 5 * single(3, 2)];
    const total = losses.reduce((sum, loss) => sum + loss, 0);
    const options = { weight, ignoreIndex: -100 };
    const each = crossEntropy(logits, classes, { ...options, reduction: "none" }).data.data;
    for (const [row, loss] of losses.entries()) expect(each[row]).toBeCloseTo(loss, 12);
    expect(crossEntropy(logits, classes, options).item()).toBeCloseTo(total / 11, 12);
    expect(nllLoss(logits.exp(), classes, { ignoreIndex: -100, reduction: "sum" }).item()).toBeCloseTo(
      -[0, 2, 3].reduce((sum, row) => sum + Math.exp(logits.data[row * 3 + (classes[row] ?? 0)]), 0),
      12,
    );
    const smoothed = crossEntropy(logits, classes, { ignoreIndex: -100, labelSmoothing: 0.3 }).item();
    expect(smoothed).toBeCloseTo((single(0, 2, 0.3) + single(2, 0, 0.3) + single(3, 2, 0.3)) / 3, 12);
  });

  test("what does not fit is named", () => {
    const logits = zeros([2, 3]);
    expect(() => crossEntropy(logits, [0])).toThrow(
      "crossEntropy: logits must be [N, C] with N classes, got [2, 3] and [1]",
    );
    expect(() => crossEntropy(logits, [0, 3])).toThrow("crossEntropy: a class must be a whole number in [0, 2], got 3");
    expect(() => crossEntropy(logits, [0, 0.5])).toThrow("got 0.5");
    expect(() => crossEntropy(logits, [0, 1], { labelSmoothing: 2 })).toThrow(
      "crossEntropy: labelSmoothing must be in [0, 1], got 2",
    );
  });
});

describe("other losses", () => {
  const f64 = { dtype: "float64" } as const;

  test("binary cross-entropy of logits is finite at ±1000 and agrees with that of probabilities", () => {
    const logits = new Variable([1000, -1000, 0.5], f64);
    const loss = binaryCrossEntropyWithLogits(logits, tensor([0, 0, 1]), { reduction: "sum" });
    loss.backward();
    expect(loss.item()).toBeCloseTo(1000 + Math.log1p(Math.exp(-0.5)), 12);
    expect(logits.grad?.data.toArray()).toEqual([1, 0, expect.closeTo(1 / (1 + Math.exp(-0.5)) - 1, 12)]);
    const narrow = new Variable([1000, -1000, 0.5]);
    binaryCrossEntropyWithLogits(narrow, tensor([0, 0, 1], f64), { posWeight: tensor(2, f64) }).backward();
    expect(narrow.grad?.dtype).toBe("float32");
    const x = tensor([0.3, -2], f64);
    const weighted = binaryCrossEntropyWithLogits(x, tensor([1, 0]), {
      reduction: "none",
      posWeight: tensor([3, 3]),
    });
    const plain = binaryCrossEntropy(x.sigmoid(), tensor([1, 0]), { reduction: "none" });
    expect(weighted.data.data[0]).toBeCloseTo(3 * plain.data.data[0], 12);
    expect(weighted.data.data[1]).toBeCloseTo(plain.data.data[1], 12);
  });

  test("what is nearly certain costs what it costs, and not nothing", () => {
    // 1 − 1e-9 is 1 in float32.
    expect(binaryCrossEntropy(tensor([1e-9]), tensor([0])).item()).toBeCloseTo(1e-9, 15);
    expect(binaryCrossEntropyWithLogits(tensor([-20]), tensor([0])).item()).toBeCloseTo(2.061e-9, 12);
    const logit = new Variable([20]);
    binaryCrossEntropyWithLogits(logit, tensor([1])).backward();
    expect(logit.grad?.item()).toBeCloseTo(-2.061e-9, 12);
  });

  test("a certain probability that is wrong costs 100, and has a finite gradient", () => {
    const p = new Variable([0, 1], f64);
    const loss = binaryCrossEntropy(p, tensor([1, 1]), { reduction: "none" });
    expect(loss.data.add(0).toArray()).toEqual([100, 0]);
    loss.sum().backward();
    expect(p.grad?.data.toArray()).toEqual([-1e12, 0]);
    expect(() => binaryCrossEntropy(tensor([1.5]), tensor([1]))).toThrow(
      "binaryCrossEntropy: a probability must be in [0, 1], got 1.5",
    );
  });

  test("Huber's loss meets its line where the square ends; smooth L1 is Huber over its bend", () => {
    const [x, zero] = [tensor([0.5, 2, 5], f64), zeros([3], f64)];
    expect(huberLoss(x, zero, { reduction: "none", delta: 2 }).data.toArray()).toEqual([0.125, 2, 8]);
    expect(smoothL1Loss(x, zero, { reduction: "none", beta: 2 }).data.toArray()).toEqual([0.0625, 1, 4]);
    expect(smoothL1Loss(x, zero, { reduction: "sum", beta: 0 }).item()).toBe(7.5);
    expect(() => huberLoss(x, zero, { delta: 0 })).toThrow("huberLoss: delta must be a number > 0, got 0");
    expect(() => smoothL1Loss(x, zero, { beta: -1 })).toThrow("smoothL1Loss: beta must be a number ≥ 0, got -1");
  });

  test("the log-likelihood of log-softmax is cross-entropy", () => {
    const logits = new Variable(
      [
        [1, 2, 3],
        [0, -1, 4],
      ],
      f64,
    );
    expect(nllLoss(logits.logSoftmax(1), [0, 2]).item()).toBeCloseTo(crossEntropy(logits, [0, 2]).item(), 12);
  });

  test("a distribution diverges from itself by 0, and an impossible outcome adds nothing", () => {
    const t = tensor(
      [
        [0.25, 0.75],
        [1, 0],
      ],
      f64,
    );
    const log = t.clamp({ min: 1e-300 }).log();
    expect(klDivLoss(log, t, { reduction: "batchmean" }).item()).toBe(0);
    expect(klDivLoss(log, log, { logTarget: true, reduction: "sum" }).item()).toBe(0);
    const half = zeros([2, 2], f64).fill_(-Math.LN2);
    expect(klDivLoss(half, t, { reduction: "batchmean" }).item()).toBeCloseTo(
      (0.25 * Math.log(0.5) + 0.75 * Math.log(1.5) + Math.LN2) / 2,
      12,
    );
  });

  test("shapes that would broadcast are refused by every loss", () => {
    const [a, b] = [zeros([2, 1]), zeros([2])];
    for (const loss of [l1Loss, huberLoss, smoothL1Loss, binaryCrossEntropy, binaryCrossEntropyWithLogits, klDivLoss]) {
      expect(() => loss(a, b)).toThrow(`${loss.name}: output and target must have one shape, got [2, 1] and [2]`);
    }
  });
});
