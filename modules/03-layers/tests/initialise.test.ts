import { Generator, type Tensor } from "@tinytorch/tensor";
import { refusal, valuesOf } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { heNormal, heUniform, type Randomness, xavierNormal, xavierUniform } from "../src/index.ts";

type Initialiser = (shape: readonly number[], options: Randomness) => Tensor;

const drawn = (initialise: Initialiser, shape: readonly number[], seed = 1) =>
  valuesOf(initialise(shape, { generator: new Generator(seed) }));

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** What every initialiser must do, whatever its numbers are. */
function describeSeeded(initialise: Initialiser): void {
  test("one seed, one weight; and a second one from the same generator is different", () => {
    const generator = new Generator(7);
    const first = valuesOf(initialise([3, 4], { generator }));
    expect(drawn(initialise, [3, 4], 7)).toEqual(first);
    expect(valuesOf(initialise([3, 4], { generator }))).not.toEqual(first);
  });

  test("a matrix of one row is fine; a list has no fans, and [3] is refused", () => {
    expect(drawn(initialise, [1, 3])).toHaveLength(3);
    const message = refusal(() => initialise([3], { generator: new Generator(1) }));
    expect(message).toBe(`${initialise.name}: a shape must have at least 2 dimensions, got [3]`);
  });
}

describe("xavierUniform", () => {
  test("50 inputs, 100 outputs: from −0.2 to 0.2, for √(6 / 150) = 0.2", () => {
    const values = drawn(xavierUniform, [100, 50]);
    expect(largest(values)).toBeLessThanOrEqual(0.2000001);
    expect(largest(values)).toBeGreaterThan(0.195);
    expect(Math.min(...values)).toBeLessThan(-0.195);
  });

  test("a kernel of 3 × 3 counts nine times: [4, 2, 3, 3] has √(6 / 54) = 1/3", () => {
    const largestOf = largest(drawn(xavierUniform, [4, 2, 3, 3]));
    expect(largestOf).toBeLessThanOrEqual(0.3333334);
    expect(largestOf).toBeGreaterThan(0.25);
  });

  describeSeeded(xavierUniform);
});

describe("xavierNormal", () => {
  test("50 inputs, 150 outputs: standard deviation √(2 / 200) = 0.1", () => {
    const values = drawn(xavierNormal, [150, 50]);
    expect(deviation(values)).toBeGreaterThan(0.09);
    expect(deviation(values)).toBeLessThan(0.11);
    // Normal numbers have no bound: about one in twenty is beyond two deviations.
    expect(largest(values)).toBeGreaterThan(0.25);
  });

  describeSeeded(xavierNormal);
});

describe("heUniform", () => {
  test("150 inputs, 20 outputs: from −0.2 to 0.2, for √(6 / 150) = 0.2, whatever the outputs are", () => {
    const values = drawn(heUniform, [20, 150]);
    expect(largest(values)).toBeLessThanOrEqual(0.2000001);
    expect(largest(values)).toBeGreaterThan(0.195);
  });

  describeSeeded(heUniform);
});

describe("heNormal", () => {
  test("200 inputs, 20 outputs: standard deviation √(2 / 200) = 0.1", () => {
    const values = drawn(heNormal, [20, 200]);
    expect(deviation(values)).toBeGreaterThan(0.09);
    expect(deviation(values)).toBeLessThan(0.11);
  });

  describeSeeded(heNormal);
});
