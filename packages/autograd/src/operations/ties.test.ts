import { ones, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { Variable } from "../variable.ts";

function gradientOf(fn: (x: Variable) => Variable, values: number[] | number[][]): unknown {
  const x = new Variable(values);
  const y = fn(x);
  y.backward(ones(y.shape));
  return x.grad?.data.toArray();
}

describe("gradients where the derivative is a convention", () => {
  test("relu and abs are flat at 0", () => {
    expect(gradientOf((x) => x.relu(), [-1, 0, 2])).toEqual([0, 0, 1]);
    expect(gradientOf((x) => x.relu(), [Number.NaN])).toEqual([1]);
    expect(gradientOf((x) => x.abs(), [-1, 0, 2])).toEqual([-1, 0, 1]);
  });

  test("a masked gradient stays 0 even when what arrives is infinite", () => {
    const x = new Variable([-1, 1]);
    x.relu()
      .mul(new Variable([Infinity, 2], { requiresGrad: false }))
      .sum()
      .backward();
    expect(x.grad?.data.toArray()).toEqual([0, 2]);
    const infinite = new Variable([Infinity, Infinity, Infinity], { requiresGrad: false });
    expect(gradientOf((y) => y.maximum(2).mul(infinite), [1, 2, 3])).toEqual([0, Infinity, Infinity]);
    expect(gradientOf((y) => y.minimum(2).mul(infinite), [1, 2, 3])).toEqual([Infinity, Infinity, 0]);
  });

  test("clamp lets the gradient through on its bounds", () => {
    expect(gradientOf((x) => x.clamp({ min: 0, max: 1 }), [-1, 0, 0.5, 1, 2])).toEqual([0, 1, 1, 1, 0]);
  });

  test("max over one dimension chooses the first of equals, over all or several it shares", () => {
    const tied = [
      [5, 5],
      [5, 1],
    ];
    expect(gradientOf((x) => x.max(1), tied)).toEqual([
      [1, 0],
      [1, 0],
    ]);
    const third = Math.fround(1 / 3);
    const shared = [
      [third, third],
      [third, 0],
    ];
    expect(gradientOf((x) => x.max(), tied)).toEqual(shared);
    expect(gradientOf((x) => x.max([0, 1]), tied)).toEqual(shared);
    expect(gradientOf((x) => x.min(0), tied)).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("equal operands of maximum and minimum share", () => {
    expect(gradientOf((x) => x.maximum(2), [1, 2, 3])).toEqual([0, 0.5, 1]);
    expect(gradientOf((x) => x.minimum(2), [1, 2, 3])).toEqual([1, 0.5, 0]);
  });

  test("a square and a cube have the gradients of powers", () => {
    expect(gradientOf((x) => x.pow(2), [-3, 0, 2])).toEqual([-6, 0, 4]);
    expect(gradientOf((x) => x.pow(3), [-3, 0, 2])).toEqual([27, 0, 12]);
  });

  test("a power of 0 is constant", () => {
    expect(gradientOf((x) => x.pow(0), [0, 2])).toEqual([0, 0]);
    expect(gradientOf((x) => x.pow(new Variable([0, 0])), [0, 2])).toEqual([0, 0]);
    const exponent = new Variable([2]);
    new Variable([0]).pow(exponent).backward();
    expect(exponent.grad?.item()).toBe(0);
  });

  test("a softmax by hand has the gradient of softmax, also where the square of its sum is no float32", () => {
    const byHand = (x: Variable) => {
      const powers = x.exp();
      return powers.div(powers.sum()).select(0, 0);
    };
    const x = new Variable([50, 49]);
    byHand(x).backward();
    expect([...(x.grad?.data.data ?? [])]).toEqual([expect.closeTo(0.19661193, 6), expect.closeTo(-0.19661193, 6)]);
  });

  test("a constant power takes no gradient, even one that is infinite", () => {
    const infinite = new Variable([Infinity, Infinity, Number.NaN], { requiresGrad: false });
    expect(gradientOf((x) => x.pow(0).mul(infinite), [0, 3, 3])).toEqual([0, 0, 0]);
    expect(gradientOf((x) => x.pow(tensor([0, 0, 0])).mul(infinite), [0, 3, 3])).toEqual([0, 0, 0]);
  });

  test("what did not win of several takes no gradient, even one that is infinite", () => {
    const infinite = (y: Variable) => y.mul(new Variable(Infinity, { requiresGrad: false }));
    expect(gradientOf((x) => infinite(x.max()), [1, 2])).toEqual([0, Infinity]);
    expect(gradientOf((x) => infinite(x.min([0])), [1, 2])).toEqual([Infinity, 0]);
  });

  test("sigmoid, tanh, softmax and logSumExp have finite gradients at ±1000", () => {
    const far = [-1000, 0, 1000];
    expect(gradientOf((x) => x.sigmoid(), far)).toEqual([0, 0.25, 0]);
    expect(gradientOf((x) => x.tanh(), far)).toEqual([0, 1, 0]);
    expect(gradientOf((x) => x.softmax(0).select(0, 2), far)).toEqual([-0, -0, 0]);
    expect(gradientOf((x) => x.logSoftmax(0).select(0, 0), far)).toEqual([1, 0, -1]);
    expect(gradientOf((x) => x.logSumExp(), far)).toEqual([0, 0, 1]);
    expect(gradientOf((x) => x.logSumExp(), [-Infinity, -Infinity])).toEqual([0, 0]);
  });
});
