import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { numericGradient } from "../src/index.ts";

describe("numericGradient", () => {
  test("x² at 3 with ε = 1: (4² − 2²) / 2 = (16 − 4) / 2 = 6", () => {
    const square = tensor([3], { dtype: "float64" });
    expect(numericGradient((x) => x.mul(x), square, 1)).toBeAllClose([6]);
  });

  test("x · y at [2, 5]: moving x changes it by 5, moving y by 2", () => {
    const product = tensor([2, 5], { dtype: "float64" });
    const gradient = numericGradient((x) => x.select(0, 0).mul(x.select(0, 1)), product);
    expect(gradient).toBeAllClose([5, 2], { rtol: 1e-6 });
  });

  test("a float32 x of 1000 is read as float64, and stays as it is: the slope of x² is 2000", () => {
    const x = tensor([[1000]]);
    const gradient = numericGradient((moved) => moved.mul(moved).sum(), x);
    expect(gradient).toBeAllClose([[2000]], { rtol: 1e-6 });
    expect(gradient.dtype).toBe("float64");
    expect(x).toBeAllClose([[1000]]);
  });
});
