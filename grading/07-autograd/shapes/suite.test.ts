import type { Problem } from "../differentiate.ts";
import { drawGradient, drawNumbers } from "../draw-numbers.ts";
import { expectGradients } from "../expect-gradients.ts";
import { hidden } from "../hidden.ts";
import { type Shape, sizeOf } from "../positions.ts";
import { reshape, resolved, transpose } from "./expected.ts";

// Reshape: back into the first shape.
hidden(
  "shapes.reshape",
  {
    title: "reshape: back into the first shape",
    points: 2,
    visibility: "visible",
    hint: "The numbers stay in row-major order, so the gradient needs only the shape of x back.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.magnitudes(count, 1e-3, 1e3);
    const moved = (from: Shape, shape: Shape, others: Partial<Problem> = {}): Problem => ({
      operation: "reshape",
      operands: [drawNumbers(draw, from, "transposed")],
      given: { shape },
      gradient: drawGradient(inputs, resolved(shape, sizeOf(from)), "transposed"),
      ...others,
    });
    await expectGradients(reshape, [
      moved([2, 3], [3, 2]),
      moved([2, 3, 4], [4, 6]),
      moved([3, 3], [9]),
      moved([4], [2, 2]),
      moved([], [1, 1]),
      moved([1], []),
      moved([2, 0], [0, 3]),
      moved([2, 3], [1, 2, 1, 3], { dtype: "float32" }),
      // A −1 stands for what is left.
      moved([2, 3], [-1]),
      moved([2, 3, 2], [3, -1]),
      moved([], [-1]),
    ]);
  },
);

// Transpose: swapped back.
hidden(
  "shapes.transpose",
  {
    title: "transpose: swapped back",
    points: 2,
    visibility: "visible",
    hint: "Swap the same two dimensions again. A reshape to the old shape puts the numbers elsewhere, and with a square nobody notices.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.magnitudes(count, 1e-3, 1e3);
    const moved = (from: Shape, dims: readonly [number, number], others: Partial<Problem> = {}): Problem => {
      const [one, other] = dims.map((dim) => (dim < 0 ? dim + from.length : dim));
      const shape = from.with(one, from[other]).with(other, from[one]);
      return {
        operation: "transpose",
        operands: [drawNumbers(draw, from, "offset")],
        given: { dims },
        gradient: drawGradient(inputs, shape, "transposed"),
        ...others,
      };
    };
    await expectGradients(transpose, [
      moved([2, 3], [0, 1]),
      moved([3, 3], [1, 0]),
      moved([2, 3, 4], [0, 2]),
      moved([2, 3, 4], [-1, -2]),
      moved([2, 3, 4], [1, -3]),
      moved([2, 2, 2], [0, 1]),
      moved([2, 3, 1, 2], [3, 1]),
      moved([2, 3], [1, 1]),
      moved([3, 2], [0, 1], { dtype: "float32" }),
    ]);
  },
);
