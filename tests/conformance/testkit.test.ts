import { apply, type Operation, Variable } from "@tinytorch/autograd";
import { arange, Generator, tensor } from "@tinytorch/tensor";
import { gradcheck, gradientOf, Inputs, Generator as SuiteGenerator, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { libraryAdapter } from "./library-adapter.ts";
import { seededVariable } from "./seeded-variable.ts";

describe("the testkit, which knows no library, reads ours", () => {
  test("tensors, variables and views of them compare by their values", () => {
    expect([[1], [2]]).toBeAllClose(tensor([[1], [2]]));
    expect(new Variable([0.1])).toBeAllClose(new Float64Array([0.1]), { rtol: 1e-6 });
    expect(tensor(3)).toBeAllClose(3);
    const grid = arange(6).reshape([2, 3]);
    expect(grid.t()).toBeAllClose([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(new Variable(grid.t()).select(0, 1)).toBeAllClose([1, 4]);
    expect(tensor([1, 0]).gt(0)).toBeAllClose([1, 0]);
  });

  test("gradients are read as plain numbers", () => {
    const x = new Variable([1, 2]);
    expect(gradientOf(x)).toBe(null);
    x.square().sum().backward();
    expect(gradientOf(x)).toEqual([2, 4]);
    expect(valuesOf(x)).toEqual([1, 2]);
  });

  test("gradcheck leaves nothing behind, and names a wrong gradient with its place", () => {
    const x = seededVariable(new Generator(1), [2, 3]);
    const values = x.data.toArray();
    gradcheck((a) => a.mul(a).sum(0), [x], libraryAdapter);
    expect(x.grad).toBeNull();
    expect(x.data.toArray()).toEqual(values);

    const wrong: Operation = {
      name: "wrong",
      forward: ([a]) => a.square(),
      save: ([a]) => [a],
      backward: (g, { saved: [a] }) => [g.mul(a)],
    };
    const three = new Variable([3], { dtype: "float64" });
    expect(() => gradcheck((a) => apply(wrong, [a]), [three], libraryAdapter)).toThrow(
      /gradients must match central differences, got 3 against 6\.0\d* for output element 0 of \[1\] by element 0 of input 0/,
    );
    const halfDetached = (a: Variable) => a.detach().mul(2).add(a.mul(0));
    expect(() => gradcheck(halfDetached, [three], libraryAdapter)).toThrow(/got 0 against (2|1\.9{6})/);
    expect(() => gradcheck((a) => a, [new Variable([1])], libraryAdapter)).toThrow(
      "gradcheck: inputs must be float64, got float32",
    );
  });
});

test("the testkit's generator and the library's are two copies of one algorithm", () => {
  for (const seed of [0, 1, 123_456, 2 ** 32 - 1, 2 ** 40 + 3]) {
    const [ours, theirs] = [new Generator(seed), new SuiteGenerator(seed)];
    for (let draw = 0; draw < 100; draw++) expect(theirs.uniform(-1, 2)).toBe(ours.uniform(-1, 2));
  }
  // The hash of a test's id, with a seed of 0, is what Java's strings have: "ab" is 97 · 31 + 98.
  expect(new Inputs("ab", 0).number(0, 1)).toBe(Math.fround(new Generator(97 * 31 + 98).uniform()));
});
