import { Generator, ones, type Tensor, tensor } from "@tinytorch/tensor";
import { refusal, valuesOf } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { Dropout } from "../src/index.ts";

const dropout = (p: number, seed = 1) => new Dropout<Tensor>(p, { generator: new Generator(seed) });

const x = ones([40, 50]);

describe("Dropout", () => {
  test("p = 0.75: about 1500 of 2000 ones are dropped, the others become 1 / 0.25 = 4", () => {
    const values = valuesOf(dropout(0.75).forward(x));
    const dropped = values.filter((value) => value === 0).length;
    expect(dropped).toBeGreaterThan(1350);
    expect(dropped).toBeLessThan(1650);
    expect(values.filter((value) => value !== 0)).toBeAllClose(Array(2000 - dropped).fill(4));
  });

  test("in evaluation x comes back as it is", () => {
    const layer = dropout(0.75);
    layer.training = false;
    expect(valuesOf(layer.forward(tensor([1, 2, 3])))).toEqual([1, 2, 3]);
  });

  test("p = 0 drops nothing, p = 1 everything", () => {
    expect(valuesOf(dropout(0).forward(tensor([1, 2, 3])))).toEqual([1, 2, 3]);
    expect(valuesOf(dropout(1).forward(tensor([1, 2, 3])))).toEqual([0, 0, 0]);
  });

  test("every call drops other numbers; one seed drops the same again", () => {
    const layer = dropout(0.5, 3);
    const first = valuesOf(layer.forward(x));
    expect(valuesOf(layer.forward(x))).not.toEqual(first);
    expect(valuesOf(dropout(0.5, 3).forward(x))).toEqual(first);
  });

  test("there is nothing to train in it", () => {
    expect(dropout(0.5).parameters()).toEqual([]);
  });

  test("p = 0.5 is fine, p = 1.5 is refused", () => {
    expect(dropout(0.5).forward(x).shape).toEqual([40, 50]);
    expect(refusal(() => dropout(1.5))).toBe("Dropout: p must be in [0, 1], got 1.5");
  });
});
