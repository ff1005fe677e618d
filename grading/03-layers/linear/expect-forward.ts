import { type Expected, firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectedRows } from "./expected.ts";
import type { Input, LinearCase, Output } from "./forward-all.ts";

/** What a layer with these sizes is asked: parameters and inputs of any sign, sizes 0.5 to 2. */
export function linearCase(
  inputs: Inputs,
  [inFeatures, outFeatures]: readonly [number, number],
  shapes: readonly (readonly number[])[],
  { bias = true }: { readonly bias?: boolean } = {},
): LinearCase {
  return {
    weight: numbered(inputs, [outFeatures, inFeatures]),
    bias: bias ? numbered(inputs, [outFeatures]) : null,
    xs: shapes.map((shape) => numbered(inputs, shape)),
  };
}

export function numbered(inputs: Inputs, shape: readonly number[]): Input {
  return { shape, values: inputs.signed(sizeOf(shape), 0.5, 2) };
}

/** Every output is x Wᵀ + b, with x's shape but for the last size, and every x is as it was. */
export function expectForward(
  seen: readonly { outputs: readonly Output[]; xs: readonly Output[] }[],
  cases: readonly LinearCase[],
): void {
  expect(seen.length).toBe(cases.length);
  for (const [index, linear] of cases.entries()) {
    const { outputs, xs } = seen[index];
    const outFeatures = linear.weight.shape[0];
    expect(outputs.map(({ shape }) => shape)).toEqual(
      linear.xs.map(({ shape }) => [...shape.slice(0, -1), outFeatures]),
    );
    const values = outputs.map((output) => output.values);
    expect(
      firstDifference(
        values,
        linear.xs.map((x) => expectedOutput(linear, x)),
      ),
    ).toBe(null);
    expect(xs).toEqual(linear.xs.map(({ shape, values }) => ({ shape, values })));
  }
}

export function expectedOutput({ weight, bias }: LinearCase, x: Input): Expected {
  return expectedRows(rowsOf(x), rowsOf(weight), bias === null ? null : bias.values);
}

/** The numbers in rows as long as the last size. */
export function rowsOf({ shape, values }: Input): number[][] {
  const length = shape.at(-1) ?? 1;
  const count = length === 0 ? 0 : values.length / length;
  return Array.from({ length: count }, (_, row) => values.slice(row * length, (row + 1) * length));
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
