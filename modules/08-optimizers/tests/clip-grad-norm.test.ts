import { Variable } from "@tinytorch/autograd";
import { gradientOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { clipGradNorm } from "../src/index.ts";
import { setGradient } from "./set-gradient.ts";

/** Two parameters with gradients 3 and 4: together one vector of length 5. */
function threeAndFour(): [Variable, Variable] {
  const [a, b] = [new Variable([0]), new Variable([0])];
  setGradient(a, [3]);
  setGradient(b, [4]);
  return [a, b];
}

describe("clipGradNorm", () => {
  test("gradients 3 and 4 have the norm √(9 + 16) = 5", () => {
    expect(clipGradNorm(threeAndFour(), 1)).toBeAllClose(5);
  });

  test("clipped to 1 they become 0.6 and 0.8: shorter, in the same direction", () => {
    const parameters = threeAndFour();
    clipGradNorm(parameters, 1);
    expect(parameters.flatMap((parameter) => gradientOf(parameter) ?? [])).toBeAllClose([0.6, 0.8], {
      rtol: 1e-5,
      atol: 0,
    });
  });

  test("within the limit nothing changes", () => {
    const parameters = threeAndFour();
    clipGradNorm(parameters, 10);
    expect(parameters.map(gradientOf)).toEqual([[3], [4]]);
  });

  test("normType 1 adds sizes up: 3 + 4 = 7", () => {
    expect(clipGradNorm(threeAndFour(), 1, { normType: 1 })).toBeAllClose(7);
  });
});
