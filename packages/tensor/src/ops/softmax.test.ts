import { describe, expect, test } from "vitest";
import { tensor } from "./factories.ts";
import { logSoftmax, logSumExp, softmax } from "./softmax.ts";

describe("softmax and its logarithm", () => {
  const extreme = tensor([[1000, 0, -1000]], { dtype: "float64" });

  test("both are finite at ±1000", () => {
    expect(softmax(extreme, 1).toArray()).toEqual([[1, 0, 0]]);
    expect(logSoftmax(extreme, 1).toArray()).toEqual([[0, -1000, -2000]]);
    expect(logSumExp(extreme).item()).toBe(1000);
  });

  test("softmax adds up to 1 along its dimension alone", () => {
    const x = tensor([
      [1, 2],
      [3, 5],
    ]);
    for (const sum of softmax(x, 0).sum(0).data) expect(sum).toBeCloseTo(1, 6);
    for (const sum of softmax(x, 0).sum(1).data) expect(sum).not.toBeCloseTo(1, 1);
  });

  test("logSumExp of nothing but −∞ is −∞", () => {
    expect(logSumExp(tensor([-Infinity, -Infinity])).item()).toBe(-Infinity);
    expect(logSumExp(tensor([Infinity, 0])).item()).toBe(Infinity);
    expect(logSumExp(tensor([])).item()).toBe(-Infinity);
    expect(logSumExp(tensor([[], []]), 1, { keepdim: true }).toArray()).toEqual([[-Infinity], [-Infinity]]);
    expect(() => logSumExp(tensor([1]), 1)).toThrow("logSumExp: dim must be in [-1, 0] for 1 dimensions, got 1");
    expect(logSumExp(tensor([[0, 0]]), 1, { keepdim: true }).shape).toEqual([1, 1]);
  });
});
