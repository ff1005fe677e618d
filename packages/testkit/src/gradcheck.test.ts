import { apply, type Operation, Variable } from "@tinytorch/autograd";
import { Generator } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { gradcheck } from "./gradcheck.ts";
import { seededVariable } from "./seeded.ts";

describe("gradcheck", () => {
  const generator = new Generator(1);

  test("right gradients pass, and nothing is left behind", () => {
    const x = seededVariable(generator, [2, 3]);
    const values = x.data.toArray();
    gradcheck((a) => a.mul(a).sum(0), [x]);
    expect(x.grad).toBeNull();
    expect(x.data.toArray()).toEqual(values);
  });

  test("a wrong gradient is named with its place", () => {
    const wrong: Operation = {
      name: "wrong",
      forward: ([x]) => x.square(),
      save: ([x]) => [x],
      backward: (g, { saved: [x] }) => [g.mul(x)],
    };
    expect(() => gradcheck((x) => apply(wrong, [x]), [new Variable([3], { dtype: "float64" })])).toThrow(
      /gradients must match central differences, got 3 against 6\.0\d* for output element 0 of \[1\] by element 0 of input 0/,
    );
  });

  test("a gradient that is missing counts as 0", () => {
    const x = seededVariable(generator, [2]);
    expect(() => gradcheck((a) => a.detach().mul(2).add(a.mul(0)), [x])).toThrow("got 0 against 2");
  });

  test("float32 inputs are refused, because their differences are too coarse", () => {
    expect(() => gradcheck((x) => x, [new Variable([1])])).toThrow("gradcheck: inputs must be float64, got float32");
  });
});
