import { Variable } from "@tinytorch/autograd";
import { valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { AdamW } from "../src/index.ts";
import { setGradient } from "./set-gradient.ts";

describe("AdamW", () => {
  test("θ = 2 shrinks by 1 − 0.1 · 0.5 to 1.9, then Adam's first step takes 0.1: 1.8", () => {
    const parameter = new Variable([2]);
    const optimizer = new AdamW([parameter], { learningRate: 0.1, weightDecay: 0.5 });
    setGradient(parameter, [1]);
    optimizer.step();
    expect(valuesOf(parameter)).toBeAllClose([1.8], { rtol: 1e-5, atol: 0 });
  });

  test("with a zero gradient only the decay acts: 2 · 0.95 = 1.9, 1.9 · 0.95 = 1.805", () => {
    const parameter = new Variable([2]);
    const optimizer = new AdamW([parameter], { learningRate: 0.1, weightDecay: 0.5 });
    for (let step = 0; step < 2; step += 1) {
      setGradient(parameter, [0]);
      optimizer.step();
    }
    expect(valuesOf(parameter)).toBeAllClose([1.805]);
  });

  test("without a gradient nothing acts, not even the decay", () => {
    const [moving, resting] = [new Variable([2]), new Variable([2])];
    const optimizer = new AdamW([moving, resting], { learningRate: 0.1, weightDecay: 0.5 });
    setGradient(moving, [1]);
    optimizer.step();
    expect(valuesOf(resting)).toEqual([2]);
  });
});
