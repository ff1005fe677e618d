import type { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Found } from "../differentiate.ts";
import { type Shape, sizeOf } from "../positions.ts";
import type { Checked, Checking, Fault } from "./check-fakes.ts";

/** The right slope of one output by one number, in float64. */
export function slope({ inputs, weights }: Checking, output: number, number: number): number {
  const x = inputs.flatMap(({ values }) => values)[number];
  return weights[output][number] * (1 + 3 * x * x);
}

/** A function of two inputs, of different shapes, to several outputs. */
export function drawChecking(inputs: Inputs, others: Partial<Checking> = {}): Checking {
  return drawFor(inputs, [[2, 3], [2]], [3], others);
}

export function drawFor(
  inputs: Inputs,
  shapes: readonly Shape[],
  outputShape: Shape,
  others: Partial<Checking> = {},
): Checking {
  const total = shapes.reduce((count, shape) => count + sizeOf(shape), 0);
  return {
    inputs: shapes.map((shape) => ({
      shape,
      values: inputs.signed(sizeOf(shape), 0.3, 1),
      ...(shape.length > 1 && { view: "transposed" as const }),
    })),
    outputShape,
    weights: Array.from({ length: sizeOf(outputShape) }, () => inputs.signed(total, 0.5, 2)),
    ...others,
  };
}

/** Which input a number is in, and where. */
export function placeOf(
  { inputs }: Checking,
  number: number,
): { readonly input: number; readonly element: number } {
  let [input, element] = [0, number];
  while (element >= inputs[input].values.length) {
    element -= inputs[input].values.length;
    input += 1;
  }
  return { input, element };
}

/** What `errors` should be: of each number the largest fault, over the outputs. */
export function expectErrors(
  errors: readonly Found[] | undefined,
  { inputs }: Checking,
  faults: readonly Fault[],
): void {
  expect(errors?.length).toBe(inputs.length);
  let first = 0;
  for (const [index, { shape, values }] of inputs.entries()) {
    const largest = values.map((_, element) =>
      Math.max(0, ...faults.filter(({ number }) => number === first + element).map(({ by }) => Math.abs(by))),
    );
    first += values.length;
    const received = errors?.[index];
    expect(received?.shape).toEqual(shape);
    expect(received?.values.length).toBe(largest.length);
    for (const [element, error] of largest.entries()) {
      if (Number.isFinite(error))
        expect(Math.abs((received?.values[element] ?? Number.NaN) - error)).toBeLessThan(1e-7);
      else expect(received?.values[element]).toBe(error);
    }
  }
}

/** A check that ended well: the inputs hold what they held, and no gradient. */
export function expectPutBack({ after, hasGradient }: Checked, { inputs }: Checking): void {
  expect(after).toEqual(inputs.map(({ values }) => [[...values], values.map((value) => value + 1)]));
  expect(hasGradient).toEqual(inputs.map(() => false));
}

/** The place that should be named as the worst, and the two numbers there. */
export function expectWorst({ result }: Checked, checking: Checking, { output, number, by }: Fault): void {
  expect(result?.ok).toBe(false);
  const right = slope(checking, output, number);
  expect(result?.worst).toEqual({
    ...placeOf(checking, number),
    output,
    analytic: Number.isNaN(by) ? Number.NaN : expect.closeTo(right + by, 7),
    numeric: expect.closeTo(right, 7),
  });
}
