import { Variable } from "@tinytorch/autograd";
import { Generator, type Tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { gainFor, heNormal, heUniform, xavierNormal, xavierUniform } from "./initialize.ts";

const filled = (fill: (parameter: Variable) => void): Tensor => {
  const parameter = new Variable(zeros([200, 50, 3], { dtype: "float64" }));
  fill(parameter);
  return parameter.data;
};
const spread = (x: Tensor): number => Math.sqrt(x.square().mean().item());

describe("initialisers", () => {
  const generator = () => new Generator(3);

  test("the spread is the published one; a kernel counts in both fans", () => {
    expect(spread(filled((p) => xavierNormal(p, { generator: generator() })))).toBeCloseTo(Math.sqrt(2 / 750), 2);
    expect(spread(filled((p) => heNormal(p, { generator: generator() })))).toBeCloseTo(Math.sqrt(2 / 150), 2);
    expect(
      spread(filled((p) => heNormal(p, { generator: generator(), mode: "fanOut", nonlinearity: "linear" }))),
    ).toBeCloseTo(Math.sqrt(1 / 600), 2);
  });

  test("uniform values reach up to their bound and no further", () => {
    const xavier = filled((p) => xavierUniform(p, { generator: generator(), gain: 2 }))
      .abs()
      .max()
      .item();
    expect(xavier).toBeLessThanOrEqual(2 * Math.sqrt(6 / 750));
    expect(xavier).toBeGreaterThan(1.98 * Math.sqrt(6 / 750));
    const he = filled((p) => heUniform(p, { generator: generator() }))
      .abs()
      .max()
      .item();
    expect(he).toBeLessThanOrEqual(Math.sqrt(6 / 150));
    expect(he).toBeGreaterThan(0.99 * Math.sqrt(6 / 150));
  });

  test("gains are PyTorch's", () => {
    expect(gainFor("tanh")).toBe(5 / 3);
    expect(gainFor("relu")).toBe(Math.SQRT2);
    expect(gainFor("leakyRelu", 1)).toBe(1);
  });

  test("a vector has no fans", () => {
    expect(() => xavierUniform(new Variable(zeros([3])), { generator: generator() })).toThrow(
      "xavierUniform: a parameter must have at least 2 dimensions, got [3]",
    );
  });
});
