import { Variable } from "@tinytorch/autograd";
import { describe, expect, test } from "vitest";
import { gradientDescentStep } from "./gradient-descent.ts";

describe("gradientDescentStep", () => {
  test("it moves against the gradient, in place", () => {
    const param = new Variable([1, 2]);
    const { data } = param;
    param.mul(param).sum().backward();
    gradientDescentStep(param, 0.25);
    expect(data.toArray()).toEqual([0.5, 1]);
    expect(param.grad?.data.toArray()).toEqual([2, 4]);
  });

  test("without a gradient nothing moves, and a negative rate is refused", () => {
    const param = new Variable([1]);
    gradientDescentStep(param, 1);
    expect(param.data.item()).toBe(1);
    expect(() => gradientDescentStep(param, -1)).toThrow(
      "gradientDescentStep: learningRate must be a number ≥ 0, got -1",
    );
  });
});
