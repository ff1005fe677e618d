import { Variable } from "@tinytorch/autograd";
import { gradientOf, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { gradientDescentStep } from "../src/index.ts";
import { setGradient } from "./set-gradient.ts";

describe("gradientDescentStep", () => {
  test("θ = 2, gradient 4, rate 0.1: 2 − 0.1 · 4 = 1.6", () => {
    const parameter = new Variable([2]);
    setGradient(parameter, [4]);
    gradientDescentStep(parameter, 0.1);
    expect(valuesOf(parameter)).toBeAllClose([1.6]);
  });

  test("each element follows its own gradient: [1, −1] − 0.5 · [2, −4] = [0, 1]", () => {
    const parameter = new Variable([1, -1]);
    setGradient(parameter, [2, -4]);
    gradientDescentStep(parameter, 0.5);
    expect(valuesOf(parameter)).toBeAllClose([0, 1]);
  });

  test("the gradient itself stays [2, −4]", () => {
    const parameter = new Variable([1, -1]);
    setGradient(parameter, [2, -4]);
    gradientDescentStep(parameter, 0.5);
    expect(gradientOf(parameter)).toEqual([2, -4]);
  });

  test("down the parabola (θ − 3)² twenty steps come close to 3", () => {
    const parameter = new Variable([0]);
    for (let step = 0; step < 20; step += 1) {
      parameter.zeroGrad();
      parameter.sub(3).pow(2).sum().backward();
      gradientDescentStep(parameter, 0.2);
    }
    expect(valuesOf(parameter)).toBeAllClose([3], { rtol: 0.001, atol: 0 });
  });
});
