import { Variable } from "@tinytorch/autograd";
import { gradientOf, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { gradientDescentStep, Optimizer } from "../src/index.ts";
import { setGradient } from "./set-gradient.ts";

/** The smallest optimizer there is: what an Optimizer needs besides itself is a step(). */
class Plain extends Optimizer<{ learningRate: number }> {
  override step(): void {
    for (const { params, learningRate } of this.paramGroups) {
      for (const parameter of params) gradientDescentStep(parameter, learningRate);
    }
  }
}

describe("Optimizer", () => {
  test("a list of parameters is one group with the optimizer's options", () => {
    const [w, b] = [new Variable([1]), new Variable([0])];
    const optimizer = new Plain([w, b], { learningRate: 0.5 });
    expect(optimizer.paramGroups).toHaveLength(1);
    expect(optimizer.paramGroups[0]?.params).toEqual([w, b]);
    expect(optimizer.paramGroups[0]?.learningRate).toBe(0.5);
  });

  test("zeroGrad() forgets the gradient of every parameter", () => {
    const parameters = [new Variable([1]), new Variable([2]), new Variable([3])];
    const optimizer = new Plain(parameters, { learningRate: 0.1 });
    for (const parameter of parameters) setGradient(parameter, [7]);
    optimizer.zeroGrad();
    expect(parameters.map(gradientOf)).toEqual([null, null, null]);
  });

  test("zeroGrad({ setToNull: false }) keeps gradients, filled with zeros", () => {
    const [given, without] = [new Variable([1, 2]), new Variable([3, 4])];
    const optimizer = new Plain([given, without], { learningRate: 0.1 });
    setGradient(given, [7, 8]);
    optimizer.zeroGrad({ setToNull: false });
    expect(gradientOf(given)).toEqual([0, 0]);
    expect(gradientOf(without)).toBe(null);
  });

  test("two groups, two rates: 1 − 0.1 · 1 = 0.9 and 1 − 0.5 · 1 = 0.5", () => {
    const [slow, fast] = [new Variable([1]), new Variable([1])];
    const optimizer = new Plain([{ params: [slow] }, { params: [fast], learningRate: 0.5 }], {
      learningRate: 0.1,
    });
    setGradient(slow, [1]);
    setGradient(fast, [1]);
    optimizer.step();
    expect([...valuesOf(slow), ...valuesOf(fast)]).toBeAllClose([0.9, 0.5]);
  });
});
