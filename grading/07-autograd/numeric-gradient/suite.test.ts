import { firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { type Shape, sizeOf } from "../positions.ts";
import { differences } from "./expected.ts";
import { type Trial, tryNumeric } from "./try-numeric.ts";

function draw(inputs: Inputs, shape: Shape, others: Partial<Trial> = {}): Trial {
  const count = sizeOf(shape);
  return {
    x: { shape, values: inputs.signed(count, 0.5, 2) },
    cubes: inputs.signed(count, 0.5, 2),
    products: inputs.number(1, 2),
    dtype: "float64",
    gives: null,
    ...others,
  };
}

// Differences to both sides, of each number by itself.
hidden(
  "numeric-gradient.central",
  {
    title: "numericGradient: differences to both sides",
    points: 2,
    visibility: "visible",
    hint: "Move one number by +ε and, from where it was, by −ε; the others stay. The way between the two places is 2ε. A difference to one side only is far less exact.",
  },
  async ({ submission, inputs }) => {
    const shapes = [[3], [2, 3], [2, 2], [], [2, 1, 2], [1], [0]];
    const trials = [
      ...shapes.map((shape) => draw(inputs, shape)),
      // With a large ε its square shows, and one side's difference is far from two sides'.
      ...[0.5, inputs.number(0.01, 0.1)].map((eps) => draw(inputs, [2, 2], { eps })),
    ];
    const tried = await submission.evaluate(tryNumeric, ...trials);
    expect(tried.length).toBe(trials.length);
    for (const [index, { gradient }] of tried.entries()) {
      expect(gradient?.shape).toEqual(trials[index].x.shape);
      expect(firstDifference(gradient?.values, differences(trials[index]))).toBe(null);
    }
  },
);

// Each call of f gets a tensor of its own, and x is left alone.
hidden(
  "numeric-gradient.copies",
  {
    title: "numericGradient: x is never written into",
    points: 1,
    visibility: "after-due",
    hint: "Clone x before you move a number of it. What f was given may be kept by f: do not move it back afterwards.",
  },
  async ({ submission, inputs }) => {
    const trials = [
      draw(inputs, [2, 2], { eps: 0.25 }),
      draw(inputs, [3], { eps: inputs.number(0.1, 0.2), gives: [] }),
      draw(inputs, [2, 1], { eps: inputs.number(1.5, 3) }),
      // The way that is gone when nobody says how far; the same for numbers of any size.
      draw(inputs, [2, 3]),
      draw(inputs, [3], { x: { shape: [3], values: [0, ...inputs.signed(1, 1e-9, 2e-9), -0] } }),
      draw(inputs, [2], { x: { shape: [2], values: inputs.signed(2, 1e4, 1e5) } }),
    ];
    const tried = await submission.evaluate(tryNumeric, ...trials);
    expect(tried.length).toBe(trials.length);
    for (const [index, { calls, after }] of tried.entries()) {
      const { x, eps = 1e-6 } = trials[index];
      expect(after).toEqual(x.values);
      expect(calls.length).toBe(2 * x.values.length);
      const moved = x.values.flatMap((value, i) => [eps, -eps].map((by) => x.values.with(i, value + by)));
      const handed = calls.map((call) => {
        expect(call?.shape).toEqual(x.shape);
        expect(call?.values.length).toBe(x.values.length);
        return call?.values ?? [];
      });
      // In whatever order they were asked for.
      for (const values of moved) {
        const isThere = handed.some((one) =>
          one.every((value, i) => Math.abs(value - values[i]) <= 1e-12 * Math.abs(value)),
        );
        expect(isThere).toBe(true);
      }
    }
  },
);

// Float32 numbers are read as float64; views and results of one element are no exception.
hidden(
  "numeric-gradient.float64",
  {
    title: "numericGradient computes in float64",
    points: 2,
    visibility: "visible",
    hint: 'In float32 1000 + 10⁻⁶ is 1000. Turn x into float64 first, by to("float64"). f may give a number or a tensor with one element, and eps must be > 0.',
  },
  async ({ submission, inputs }) => {
    const large = (count: number) => inputs.signed(count, 500, 1000);
    const trials: Trial[] = [
      draw(inputs, [3], { dtype: "float32", x: { shape: [3], values: large(3) } }),
      draw(inputs, [2, 3], { x: { shape: [2, 3], values: inputs.signed(6, 0.5, 2), view: "transposed" } }),
      draw(inputs, [3, 3], {
        x: { shape: [3, 3], values: inputs.signed(9, 0.5, 2), view: "transposed" },
        dtype: "float32",
        gives: [1],
      }),
      draw(inputs, [2], {
        x: { shape: [2], values: inputs.signed(2, 0.5, 2), view: "offset" },
        gives: [1, 1],
      }),
      draw(inputs, [2, 2], { dtype: "float32", gives: [], eps: 1e-5 }),
    ];
    const tried = await submission.evaluate(tryNumeric, ...trials);
    expect(tried.length).toBe(trials.length);
    for (const [index, { gradient, calls, after }] of tried.entries()) {
      const { x } = trials[index];
      expect(gradient?.dtype).toBe("float64");
      expect(gradient?.shape).toEqual(x.shape);
      expect(firstDifference(gradient?.values, differences(trials[index]))).toBe(null);
      for (const call of calls) {
        expect(call?.dtype).toBe("float64");
        expect(call?.shape).toEqual(x.shape);
      }
      expect(after).toEqual(x.values);
    }
    const refused = [0, -inputs.number(0.1, 1), Number.NaN];
    const thrown = await submission.evaluate(
      ({ numericGradient, tensor }, steps) =>
        steps.map((eps) => {
          try {
            numericGradient(() => 0, tensor([1, 2]), eps);
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        }),
      refused,
    );
    expect(thrown.length).toBe(refused.length);
    for (const [index, eps] of refused.entries()) {
      expect(thrown[index]?.name).toBe("RangeError");
      expect(thrown[index]?.message).toEqual(
        expect.stringMatching(new RegExp(`numericGradient.*eps.*${eps}`)),
      );
    }
  },
);
