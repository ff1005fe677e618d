import { expect } from "vitest";
import type { Found, Numbers } from "../differentiate.ts";
import { drawNumbers } from "../draw-numbers.ts";
import { difference } from "../expect-gradients.ts";
import { hidden, submission } from "../hidden.ts";
import { indexSeen, positionsIn, type Shape } from "../positions.ts";
import type { Scope } from "../scope.ts";
import { Sums } from "../sums.ts";

type Case = {
  readonly gradient: Numbers;
  readonly shape: Shape;
  readonly dtype?: "float32" | "float64";
};

/** Runs in the sandbox: each gradient summed back, and what is left of it. */
function sumBack(
  scope: Scope,
  ...cases: readonly Case[]
): { summed: Found; isItself: boolean; after: number[] }[] {
  const numbersOf = (tensor: InstanceType<Scope["Tensor"]>): number[] =>
    Array.from(tensor.contiguous().data, (value) => value);
  return cases.map(({ gradient: { shape: own, values, view }, shape, dtype: unit = "float64" }) => {
    let gradient = scope.tensor([...values], { dtype: unit, shape: [...own] });
    if (view === "transposed") gradient = gradient.transpose(-1, -2).contiguous().transpose(-1, -2);
    const summed = scope.unbroadcast(gradient, shape);
    const { dtype } = summed;
    return {
      summed: { shape: [...summed.shape], values: numbersOf(summed), dtype },
      isItself: summed === gradient,
      after: numbersOf(gradient),
    };
  });
}

async function expectSummedBack(...cases: readonly Case[]): Promise<void> {
  const received = await submission.evaluate(sumBack, ...cases);
  expect(received.length).toBe(cases.length);
  for (const [index, { gradient, shape, dtype = "float64" }] of cases.entries()) {
    const sums = new Sums(shape);
    for (const [at, position] of positionsIn(gradient.shape).entries()) {
      sums.add(indexSeen(shape, position), gradient.values[at]);
    }
    expect(difference(received[index].summed, sums, dtype)).toBe(null);
    // Where nothing was repeated it is the gradient itself.
    if (shape.join() === gradient.shape.join()) expect(received[index].isItself).toBe(true);
    expect(received[index].after).toEqual(gradient.values);
  }
}

const draws =
  (draw: (count: number) => number[]) =>
  (from: Shape, shape: Shape): Case => ({
    gradient: drawNumbers(draw, from, from.length > 1 ? "transposed" : undefined),
    shape,
  });

// Axes that the operand did not have are summed away.
hidden(
  "unbroadcast.added",
  {
    title: "unbroadcast: axes that were added",
    points: 1,
    visibility: "visible",
    hint: "Shapes are aligned on the right: the axes that the operand lacks are the first ones. There may be several.",
  },
  async ({ inputs }) => {
    const summed = draws((count) => inputs.magnitudes(count, 1e-3, 1e3));
    await expectSummedBack(
      summed([4, 3], [3]),
      summed([3, 3], [3]),
      summed([2, 4, 3], [3]),
      summed([2, 4, 3], [4, 3]),
      summed([2, 3], []),
      summed([4], []),
      summed([1, 3], [3]),
      summed([2, 3], [2, 3]),
      summed([], []),
      summed([0, 3], [3]),
      summed([1, 1], [1, 1]),
      summed([1, 1, 2], [1, 2]),
      { ...summed([4, 3], [3]), dtype: "float32" },
      { ...summed([2, 3], [2, 3]), dtype: "float32" },
      { gradient: { shape: [2, 2], values: [Infinity, -Infinity, Infinity, -1] }, shape: [2] },
    );
  },
);

// Axes of size 1 that were repeated are summed and stay, wherever they are.
hidden(
  "unbroadcast.repeated",
  {
    title: "unbroadcast: axes that were repeated",
    points: 3,
    visibility: "visible",
    hint: "[3, 1] + [1, 4]: one was repeated along the last axis, the other along the first. Sum over every axis where the operand's size is 1 and the gradient's is not, and keep it.",
  },
  async ({ inputs }) => {
    const summed = draws((count) => inputs.magnitudes(count, 1e-3, 1e3));
    await expectSummedBack(
      summed([3, 4], [3, 1]),
      summed([3, 4], [1, 4]),
      summed([3, 3], [3, 1]),
      summed([3, 3], [1, 3]),
      summed([3, 4], [1, 1]),
      summed([2, 3, 4], [2, 1, 4]),
      summed([2, 3, 4], [1, 3, 1]),
      summed([2, 3, 4], [3, 1]),
      summed([2, 3, 4], [1, 1]),
      summed([2, 1, 4], [1, 1, 1]),
      summed([2, 2, 3, 2], [2, 1, 2]),
      summed([2, 2, 2], [1, 2]),
      summed([4], [1]),
      summed([0, 3], [1, 3]),
      summed([0, 3], [0, 1]),
      { ...summed([2, 3, 4], [2, 1, 4]), dtype: "float32" },
      { gradient: { shape: [2, 2], values: [Infinity, 1, -1, -Infinity] }, shape: [2, 1] },
    );
  },
);

// A shape that does not broadcast to the gradient's is refused.
hidden(
  "unbroadcast.refuses",
  {
    title: "unbroadcast refuses what does not fit",
    points: 1,
    visibility: "after-due",
    hint: "Each size is the gradient's or 1, aligned on the right, and there are not more of them. The error is a RangeError that names both shapes.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(3, 5), inputs.integer(6, 8)];
    const cases: readonly (readonly [Shape, Shape])[] = [
      [[m, n], [m]],
      [
        [m, n],
        [2, n],
      ],
      [[m], [1, m]],
      [
        [1, n],
        [m, n],
      ],
      [[m], [m + 1]],
      [[], [1]],
      // In the middle, at either end, and beside an axis that was repeated.
      [
        [2, m, n],
        [2, m + 1, n],
      ],
      [
        [2, m, n],
        [2, m, n + 1],
      ],
      [
        [2, m, n],
        [4, m, n],
      ],
      [
        [2, m, n],
        [m - 1, 1],
      ],
      [
        [m, n],
        [1, n - 1],
      ],
      [
        [m, n],
        [m + 1, 1],
      ],
      // Nothing is no 1, neither here nor there.
      [[m], [0]],
      [[1], [0]],
      [[0], [m]],
      [
        [0, n],
        [m, n],
      ],
    ];
    const thrown = await submission.evaluate(
      ({ unbroadcast, zeros }, cases) =>
        cases.map(([from, shape]) => {
          try {
            unbroadcast(zeros([...from]), [...shape]);
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        }),
      cases,
    );
    expect(thrown.length).toBe(cases.length);
    for (const [index, shapes] of cases.entries()) {
      expect(thrown[index]?.name).toBe("RangeError");
      const message = String(thrown[index]?.message);
      expect(message).toEqual(expect.stringMatching(/^unbroadcast/));
      for (const shape of shapes) expect(message.replaceAll(" ", "")).toContain(`[${shape.join()}]`);
    }
  },
);
