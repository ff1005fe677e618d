import { Variable } from "@tinytorch/autograd";
import { refusal, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Adam } from "../src/index.ts";
import { setGradient } from "./set-gradient.ts";

describe("Adam", () => {
  test("the first step is α long whatever the gradient's size: m̂ / √v̂ = g / |g|", () => {
    const parameter = new Variable([0, 0, 0]);
    const optimizer = new Adam([parameter], { learningRate: 0.1 });
    setGradient(parameter, [1000, -1, 0.001]);
    optimizer.step();
    expect(valuesOf(parameter)).toBeAllClose([-0.1, 0.1, -0.1], { rtol: 1e-4, atol: 0 });
  });

  test("β₁ = 0.5, β₂ = 0.75, α = 1, gradients 1 and 3: two steps by hand", () => {
    const parameter = new Variable([0]);
    const optimizer = new Adam([parameter], { learningRate: 1, beta1: 0.5, beta2: 0.75 });
    setGradient(parameter, [1]);
    optimizer.step();
    // m = 0.5, m̂ = 0.5 / 0.5 = 1; v = 0.25, v̂ = 0.25 / 0.25 = 1; θ = 0 − 1 / 1
    expect(valuesOf(parameter)).toBeAllClose([-1]);

    setGradient(parameter, [3]);
    optimizer.step();
    // m = 0.25 + 1.5 = 1.75, m̂ = 1.75 / 0.75; v = 0.1875 + 2.25 = 2.4375, v̂ = 2.4375 / 0.4375
    expect(valuesOf(parameter)).toBeAllClose([-1 - 1.75 / 0.75 / Math.sqrt(2.4375 / 0.4375)]);
  });

  test("ε = 1 is added after the root: gradient 1, so 1 / (√1 + 1) = 0.5", () => {
    const parameter = new Variable([0]);
    const optimizer = new Adam([parameter], { learningRate: 1, eps: 1 });
    setGradient(parameter, [1]);
    optimizer.step();
    expect(valuesOf(parameter)).toBeAllClose([-0.5], { rtol: 1e-5, atol: 0 });
  });

  test("a parameter that joins late takes its own first step: α long", () => {
    const [early, late] = [new Variable([0]), new Variable([0])];
    const optimizer = new Adam([early, late], { learningRate: 0.1 });
    for (let step = 0; step < 3; step += 1) {
      setGradient(early, [1]);
      optimizer.step();
    }
    setGradient(late, [5]);
    optimizer.step();
    expect(valuesOf(late)).toBeAllClose([-0.1], { rtol: 1e-4, atol: 0 });
  });

  test("weight decay is part of the gradient: g = 0 at θ = 2 still steps by α", () => {
    const parameter = new Variable([2]);
    const optimizer = new Adam([parameter], { learningRate: 0.1, weightDecay: 0.5 });
    setGradient(parameter, [0]);
    optimizer.step();
    // g = 0 + 0.5 · 2 = 1, and a first step is α long
    expect(valuesOf(parameter)).toBeAllClose([1.9], { rtol: 1e-5, atol: 0 });
  });

  test("amsgrad remembers the larger v: gradients 2, then 0, with β₁ = β₂ = 0.5", () => {
    const parameter = new Variable([0]);
    const optimizer = new Adam([parameter], { learningRate: 1, beta1: 0.5, beta2: 0.5, amsgrad: true });
    setGradient(parameter, [2]);
    optimizer.step();
    // v = 0.5 · 4 = 2, v̂ = 2 / 0.5 = 4; m̂ = 1 / 0.5 = 2; θ = −2 / 2
    expect(valuesOf(parameter)).toBeAllClose([-1]);
    setGradient(parameter, [0]);
    optimizer.step();
    // v falls to 1, its maximum stays 2, corrected 2 / 0.75; m = 0.5, m̂ = 0.5 / 0.75
    expect(valuesOf(parameter)).toBeAllClose([-1 - 0.5 / 0.75 / Math.sqrt(2 / 0.75)]);
  });

  test("a β₁ of 1 would never learn and is refused: Adam: beta1 must be in [0, 1), got 1", () => {
    const message = refusal(() => new Adam([new Variable([1])], { beta1: 1 }));
    expect(message).toBe("Adam: beta1 must be in [0, 1), got 1");
  });
});
