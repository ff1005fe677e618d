import { Variable } from "@tinytorch/autograd";
import { refusal, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { SGD } from "../src/index.ts";
import { setGradient } from "./set-gradient.ts";

/** The single number θ after each step, starting from `start`, when every step sees one of `gradients`. */
function path(start: number, gradients: number[], options: ConstructorParameters<typeof SGD>[1]): number[] {
  const parameter = new Variable([start]);
  const optimizer = new SGD([parameter], options);
  return gradients.flatMap((gradient) => {
    setGradient(parameter, [gradient]);
    optimizer.step();
    return valuesOf(parameter);
  });
}

describe("SGD", () => {
  test("without momentum: 1 − 0.1 · 2 = 0.8, then 0.8 − 0.1 · 1 = 0.7", () => {
    expect(path(1, [2, 1], { learningRate: 0.1 })).toBeAllClose([0.8, 0.7]);
  });

  test("momentum 0.5: b = 2, then 0.5 · 2 + 1 = 2, then 0.5 · 2 + 0 = 1, so θ = 0.8, 0.6, 0.5", () => {
    expect(path(1, [2, 1, 0], { learningRate: 0.1, momentum: 0.5 })).toBeAllClose([0.8, 0.6, 0.5]);
  });

  test("weight decay 0.5 at θ = 2: the gradient 1 becomes 1 + 0.5 · 2 = 2, so θ = 2 − 0.1 · 2 = 1.8", () => {
    expect(path(2, [1], { learningRate: 0.1, weightDecay: 0.5 })).toBeAllClose([1.8]);
  });

  test("dampening 0.5: the first b is all of g = 2, the second 0.5 · 2 + 0.5 · 2 = 2, so θ = 0.8, 0.6", () => {
    expect(path(1, [2, 2], { learningRate: 0.1, momentum: 0.5, dampening: 0.5 })).toBeAllClose([0.8, 0.6]);
  });

  test("nesterov: b = 2, step along 2 + 0.5 · 2 = 3; then b = 2, along 1 + 0.5 · 2 = 2: θ = 0.7, 0.5", () => {
    expect(path(1, [2, 1], { learningRate: 0.1, momentum: 0.5, nesterov: true })).toBeAllClose([0.7, 0.5]);
  });

  test("a parameter without a gradient stays, even with weight decay and momentum", () => {
    const [moving, resting] = [new Variable([1]), new Variable([1])];
    const optimizer = new SGD([resting, moving], { learningRate: 0.1, momentum: 0.9, weightDecay: 0.1 });
    setGradient(moving, [1]);
    optimizer.step();
    expect(valuesOf(resting)).toEqual([1]);
    expect(valuesOf(moving)).toBeAllClose([1 - 0.1 * 1.1]);
  });

  test("two parameters of one shape keep two velocities", () => {
    const [a, b] = [new Variable([0]), new Variable([0])];
    const optimizer = new SGD([a, b], { learningRate: 1, momentum: 0.5 });
    for (let step = 0; step < 2; step += 1) {
      setGradient(a, [1]);
      setGradient(b, [-2]);
      optimizer.step();
    }
    // a: −1, then −(0.5 · 1 + 1) more; b: +2, then +(0.5 · 2 + 2) more.
    expect([...valuesOf(a), ...valuesOf(b)]).toBeAllClose([-2.5, 5]);
  });

  test("a learning rate of −1 is refused: SGD: learningRate must be >= 0, got -1", () => {
    const message = refusal(() => new SGD([new Variable([1])], { learningRate: -1 }));
    expect(message).toBe("SGD: learningRate must be >= 0, got -1");
  });
});
