import "./matchers.ts";
import { describe, expect, test } from "vitest";
import { compareAllClose } from "./all-close.ts";
import { OwnTensor, OwnVariable } from "./testing/own-tensor.ts";

describe("toBeAllClose", () => {
  test("numbers, nested arrays, typed arrays, tensors and variables compare by their values", () => {
    expect(1 + 1e-8).toBeAllClose(1);
    expect([[1], [2]]).toBeAllClose(OwnTensor.of([[1], [2]]));
    expect(new Float32Array([0.1])).toBeAllClose([0.1]);
    expect(new OwnVariable(OwnTensor.of([0.1]))).toBeAllClose(new Float64Array([0.1]));
    expect([1]).not.toBeAllClose([1.1]);
  });

  test("the tolerance is atol + rtol · |expected|", () => {
    expect(101).toBeAllClose(100, { rtol: 0.01, atol: 0 });
    expect(101.01).not.toBeAllClose(100, { rtol: 0.01, atol: 0 });
    expect(0.5).toBeAllClose(0, { rtol: 0, atol: 0.5 });
  });

  test("NaN and the infinities are close to themselves alone", () => {
    expect([Number.NaN, Infinity]).toBeAllClose([Number.NaN, Infinity]);
    expect(Number.NaN).not.toBeAllClose(0, { atol: Infinity });
    expect(1e300).not.toBeAllClose(Infinity, { rtol: 1 });
    expect(Infinity).not.toBeAllClose(-Infinity);
  });

  test("another shape is a difference, even with the same numbers", () => {
    expect([[1, 2]]).not.toBeAllClose([1, 2]);
    expect(1).not.toBeAllClose([1]);
    expect([]).toBeAllClose([]);
  });

  test("a failure names how many elements differ, and the worst of them", () => {
    expect(() => expect([[0, 2]]).toBeAllClose([[1, 5]])).toThrow(
      "toBeAllClose: 2 of 2 elements differ by more than rtol 0.000001, atol 1e-7; most at [0, 1]: expected 5, got 2",
    );
    expect(compareAllClose([1], [[1]]).message).toBe("expected shape [1, 1], got [1]");
  });

  test("what is not made of numbers is refused", () => {
    expect(() => compareAllClose("1", 1)).toThrow(
      "toBeAllClose: values must be numbers, arrays or tensors, got string",
    );
    expect(() => compareAllClose([1, [2]], 1)).toThrow("nested arrays must have equal lengths, got [] beside [1]");
    expect(() => compareAllClose(1, 1, { rtol: -1 })).toThrow("tolerances must be ≥ 0");
  });
});
