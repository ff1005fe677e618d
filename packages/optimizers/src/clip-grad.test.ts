import { Variable } from "@tinytorch/autograd";
import { describe, expect, test } from "vitest";
import { clipGradNorm, clipGradValue } from "./clip-grad.ts";

function withGradients(...gradients: (number[] | null)[]): Variable[] {
  return gradients.map((gradient) => {
    const param = new Variable(gradient ?? [0]);
    param.grad = gradient === null ? null : new Variable(gradient, { requiresGrad: false });
    return param;
  });
}

const gradientsOf = (params: Variable[]) => params.map((param) => param.grad?.data.toArray() ?? null);

describe("clipGradNorm", () => {
  test("all gradients shrink by one factor, and the norm from before is returned", () => {
    const params = withGradients([3], null, [4]);
    expect(clipGradNorm(params, 1)).toBe(5);
    expect(params[0].grad?.item()).toBeCloseTo(0.6, 6);
    expect(params[2].grad?.item()).toBeCloseTo(0.8, 6);
    expect(params[1].grad).toBeNull();
  });

  test("gradients that are small enough stay", () => {
    const params = withGradients([3], [4]);
    clipGradNorm(params, 6);
    expect(gradientsOf(params)).toEqual([[3], [4]]);
  });

  test("no gradients at all have the norm 0", () => {
    expect(clipGradNorm(withGradients(null, null), 1)).toBe(0);
    expect(clipGradNorm([], 1)).toBe(0);
    expect(clipGradNorm(withGradients(null), 1, { normType: Infinity })).toBe(0);
  });

  test("other norms: the sum of magnitudes and the largest", () => {
    expect(clipGradNorm(withGradients([3, -1], [4]), 1, { normType: 1 })).toBe(8);
    expect(clipGradNorm(withGradients([3, -7], [4]), 1, { normType: Infinity })).toBe(7);
  });

  test("a norm whose squares overflow float32 is still finite", () => {
    const params = withGradients([3e30, 4e30]);
    expect(clipGradNorm(params, 1)).toBeCloseTo(5e30, -25);
    const clipped = params.flatMap((param) => Array.from(param.grad?.data.data ?? []));
    expect(clipped[0]).toBeCloseTo(0.6, 6);
    expect(clipped[1]).toBeCloseTo(0.8, 6);
  });

  test("a norm that is not finite throws only when asked, and then changes nothing", () => {
    const params = withGradients([Infinity, 1]);
    expect(() => clipGradNorm(params, 1, { errorIfNonFinite: true })).toThrow(
      "clipGradNorm: the norm of the gradients must be finite, got Infinity",
    );
    expect(gradientsOf(params)).toEqual([[Infinity, 1]]);
    expect(clipGradNorm(params, 1)).toBe(Infinity);
    expect(gradientsOf(params)).toEqual([[Number.NaN, 0]]);
  });

  test("arguments out of range are named", () => {
    expect(() => clipGradNorm([], -1)).toThrow("clipGradNorm: maxNorm must be ≥ 0, got -1");
    expect(() => clipGradNorm([], 1, { normType: 0 })).toThrow("clipGradNorm: normType must be > 0, got 0");
    expect(() => clipGradValue([], -1)).toThrow("clipGradValue: clipValue must be ≥ 0, got -1");
  });
});

describe("clipGradValue", () => {
  test("each element is bounded on its own", () => {
    const params = withGradients([3, -3, 0.5], null);
    clipGradValue(params, 1);
    expect(gradientsOf(params)).toEqual([[1, -1, 0.5], null]);
  });
});
