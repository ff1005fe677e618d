import { type Tensor, zeros } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { countParameters, createMlp, type Layer, Sequential, summary } from "../src/index.ts";

const layer = (...parameters: readonly Tensor[]): Layer<Tensor> => ({
  forward: (x) => x,
  parameters: () => parameters,
});

describe("countParameters", () => {
  test("[3, 2] and [3]: 6 + 3 = 9", () => {
    expect(countParameters(layer(zeros([3, 2]), zeros([3])))).toBe(9);
  });

  test("a parameter of shape [] is one number", () => {
    expect(countParameters(layer(zeros([])))).toBe(1);
  });

  test("[2, 3, 1]: 2 · 3 + 3 + 3 · 1 + 1 = 13", () => {
    expect(countParameters(createMlp([2, 3, 1]))).toBe(13);
  });

  test("what is listed twice counts once", () => {
    const shared = zeros([5]);
    expect(countParameters(layer(shared, shared))).toBe(5);
  });
});

describe("summary", () => {
  test("[2, 3, 1] on a batch of four: [4, 3] with 9 parameters, [4, 3] with none, [4, 1] with 4", () => {
    expect(summary(createMlp([2, 3, 1]), [4, 2])).toEqual([
      { name: "0", type: "Linear", outputShape: [4, 3], parameters: 9 },
      { name: "1", type: "ReLU", outputShape: [4, 3], parameters: 0 },
      { name: "2", type: "Linear", outputShape: [4, 1], parameters: 4 },
    ]);
  });

  test("a Sequential in a Sequential is opened: 0, 1.0, 1.1", () => {
    const model = new Sequential<Tensor>(layer(), new Sequential<Tensor>(layer(), layer()));
    expect(summary(model, [1]).map(({ name }) => name)).toEqual(["0", "1.0", "1.1"]);
  });

  test("a layer that stands in two places is counted in the first", () => {
    const twice = layer(zeros([7]));
    expect(summary(new Sequential<Tensor>(twice, twice), [1]).map(({ parameters }) => parameters)).toEqual([
      7, 0,
    ]);
  });

  test("what was on is on again afterwards, and what was off is off", () => {
    const [on, off] = [true, false].map((training) => ({ ...layer(), training }));
    summary(new Sequential<Tensor>(on, off), [1]);
    expect([on.training, off.training]).toEqual([true, false]);
  });
});
