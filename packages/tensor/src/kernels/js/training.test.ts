import { describe, expect, test } from "vitest";
import { Generator } from "../../core/generator.ts";
import type { Tensor } from "../../core/tensor.ts";
import { arange, tensor, zeros } from "../../ops/factories.ts";
import { randn } from "../../ops/random.ts";
import { logSoftmax, softmax } from "../../ops/softmax.ts";
import { jsKernels } from "./js-kernels.ts";
import { jsTraining } from "./training.ts";

const generator = new Generator(4);
const random = (...shape: number[]) => randn(shape, { generator, dtype: "float64" });

function expectClose(received: Tensor, expected: Tensor): void {
  expect(received.sub(expected).abs().max().item()).toBeLessThan(1e-12);
}

describe("fused kernels do what the single operations do", () => {
  test("sgd, beginning inside a block", () => {
    const [weights, gradients, velocities] = [random(3, 4), random(3, 4), random(3, 4)];
    const [theta, g, b] = [weights, gradients, velocities].map((whole) => whole.select(0, 1));
    const step = { learningRate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.3, maximize: true };
    const direction = g.neg().add(theta, { alpha: 0.3 });
    const velocity = b.mul(0.9).add(direction, { alpha: 0.8 });
    const plain = theta.add(velocity, { alpha: -0.1 });
    const untouched = weights.select(0, 2).clone();
    jsTraining.sgd(theta, g, b, { ...step, nesterov: false });
    expectClose(theta, plain);
    expectClose(b, velocity);
    expect(weights.select(0, 2).toArray()).toEqual(untouched.toArray());

    const ahead = theta.sub(g.add(b.mul(0.9).add(g), { alpha: 0.9 }).mul(0.1));
    const nesterov = { ...step, dampening: 0, weightDecay: 0, maximize: false, nesterov: true };
    jsTraining.sgd(theta, g, b, nesterov);
    expectClose(theta, ahead);
  });

  test("adam, with and without the largest mean of squares", () => {
    const [theta, g, m] = [random(5), random(5), random(5)];
    const [v, largest] = [random(5).square(), random(5).square()];
    const rates = { meanRate: 0.1, gradientRate: 0.2, scale: 1.5, eps: 1e-3 };
    const step = { beta1: 0.9, beta2: 0.99, weightDecay: 0.1, shrink: 0.5, maximize: false, ...rates };
    const shrunk = theta.mul(0.5);
    const direction = g.add(shrunk, { alpha: 0.1 });
    const mean = m.mul(0.9).add(direction, { alpha: 0.1 });
    const square = v.mul(0.99).add(direction.square(), { alpha: 0.01 });
    const moved = (size: Tensor) =>
      shrunk.sub(mean.mul(0.1).add(direction.mul(0.2)).div(size.sqrt().mul(1.5).add(1e-3)));
    for (const limit of [null, largest]) {
      const [a, b, c] = [theta.clone(), m.clone(), v.clone()];
      const expected = moved(limit === null ? square : square.maximum(limit));
      jsTraining.adam(a, g, b, c, limit, step);
      expectClose(a, expected);
      expectClose(b, mean);
      expectClose(c, square);
    }
    expect(largest.ge(square).sum().item()).toBe(5);
  });

  test("crossEntropy, finite for logits of any size", () => {
    const logits = random(3, 4);
    logits.data.set([1000, -1000, 0, 0], 0);
    const classes = tensor([1, 0, 3], { dtype: "int32" });
    const [losses, gradient] = [zeros([3], { dtype: "float64" }), zeros([3, 4], { dtype: "float64" })];
    jsTraining.crossEntropy(logits, classes, 0.2, losses, gradient);
    const logs = logSoftmax(logits, 1);
    const right = logs.gather(1, classes.unsqueeze(1)).squeeze(1);
    expectClose(losses, right.mul(-0.8).sub(logs.mean(1).mul(0.2)));
    const target = classes.unsqueeze(1).eq(arange(0, 4)).to("float64").mul(0.8).add(0.05);
    expectClose(gradient, softmax(logits, 1).sub(target));
  });

  test("a class of probability 0 does not spoil the loss of another", () => {
    const logits = tensor([[Number.NEGATIVE_INFINITY, 0, 0]]);
    const losses = zeros([1]);
    jsTraining.crossEntropy(logits, tensor([1], { dtype: "int32" }), 0, losses, zeros([1, 3]));
    expect(losses.item()).toBeCloseTo(Math.log(2), 6);
  });

  test("squaredError gives the differences, and returns the sum of their squares", () => {
    const [a, b, out] = [tensor([1, 2, 3]), tensor([3, 2, 0]), zeros([3])];
    expect(jsTraining.squaredError(a, b, out)).toBe(13);
    expect(out.toArray()).toEqual([-2, 0, 3]);
  });

  test("the gradients of functions, from their results", () => {
    const [g, y, out] = [tensor([2, 2, 2]), tensor([-0.5, 0, 0.5]), zeros([3])];
    jsKernels.elementwise("reluGradient", [g, y], out);
    expect(out.toArray()).toEqual([0, 0, 2]);
    jsKernels.elementwise("reluGradient", [g, tensor([-0.5, Number.NaN, 0.5])], out);
    expect(out.toArray()).toEqual([0, 2, 2]);
    jsKernels.elementwise("tanhGradient", [g, y], out);
    expect(out.toArray()).toEqual([1.5, 2, 1.5]);
    jsKernels.elementwise("sigmoidGradient", [g, y], out);
    expect(out.toArray()).toEqual([-1.5, 0, 0.5]);
  });
});
