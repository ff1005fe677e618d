import { describe, expect, test } from "vitest";
import { gradcheck } from "./gradcheck.ts";
import { OwnTensor, OwnVariable } from "./testing/own-tensor.ts";

/** All that gradcheck needs of a student's own library. */
const adapter = { tensor: OwnTensor.of };

const leaf = (...values: number[]) => new OwnVariable(OwnTensor.of(values));

describe("gradcheck", () => {
  test("right gradients of a student's own variable pass, and nothing is left behind", () => {
    const x = leaf(1, -2, 0.5);
    const { data } = x;
    gradcheck((a) => a.square(), [x], adapter);
    expect(x.grad).toBeNull();
    expect(x.data).toBe(data);
  });

  test("a wrong gradient is named with its place", () => {
    expect(() => gradcheck((a) => a.square(1), [leaf(3)], adapter)).toThrow(
      /gradients must match central differences, got 3 against 6\.0\d* for output element 0 of \[1\] by element 0 of input 0, \[1\]/,
    );
  });

  test("a gradient that is missing counts as 0", () => {
    const detached = (x: OwnVariable) => new OwnVariable(x.data.map((value) => value * 2));
    expect(() => gradcheck(detached, [leaf(1)], adapter)).toThrow(/got 0 against (2|1\.9{6})/);
  });

  test("every input is checked, and one that asks for no gradient is not", () => {
    const constant = Object.assign(leaf(2), { requiresGrad: false });
    const squares = (_: OwnVariable, second: OwnVariable) => second.square(1);
    gradcheck((a) => a.square(), [leaf(1), constant], adapter);
    gradcheck(squares, [leaf(1), constant], adapter);
    expect(() => gradcheck(squares, [leaf(1), leaf(2)], adapter)).toThrow("element 0 of input 1");
  });

  test("the moved inputs are evaluated without recording, where the library can", () => {
    let unrecorded = 0;
    const noGrad = <Result>(run: () => Result): Result => {
      unrecorded++;
      return run();
    };
    gradcheck((a) => a.square(), [leaf(1, 2)], { ...adapter, noGrad });
    expect(unrecorded).toBe(5);
  });

  test("the inputs are put back when the function throws half way", () => {
    const x = leaf(1);
    const { data } = x;
    const onlyOnce = (a: OwnVariable) => {
      if (a.data !== data) throw new Error("moved");
      return a.square();
    };
    expect(() => gradcheck(onlyOnce, [x], adapter)).toThrow("moved");
    expect(x.data).toBe(data);
  });

  test("float32 inputs are refused, because their differences are too coarse", () => {
    const coarse = { data: { shape: [1], data: [1], dtype: "float32" }, grad: null, backward: () => {} };
    const adapterOfCoarse = { tensor: () => coarse.data };
    expect(() => gradcheck((x) => x, [coarse], adapterOfCoarse)).toThrow("inputs must be float64, got float32");
  });
});
