import type { Inputs } from "@tinytorch/testkit";
import type { Problem } from "../differentiate.ts";
import { drawGradient, drawNumbers } from "../draw-numbers.ts";
import { expectGradients } from "../expect-gradients.ts";
import { hidden } from "../hidden.ts";
import type { Shape } from "../positions.ts";
import { matmul, productShapes } from "./expected.ts";

function product(inputs: Inputs, a: Shape, b: Shape, others: Partial<Problem> = {}): Problem {
  const draw = (count: number) => inputs.magnitudes(count, 1e-2, 1e2);
  return {
    operation: "matmul",
    operands: [drawNumbers(draw, a, "transposed"), drawNumbers(draw, b, "offset")],
    gradient: drawGradient(inputs, productShapes(a, b).y),
    ...others,
  };
}

// Matrices: G·Bᵀ and Aᵀ·G.
hidden(
  "matmul.matrices",
  {
    title: "matmul: G·Bᵀ and Aᵀ·G",
    points: 3,
    visibility: "visible",
    hint: "Write down the shapes: A [m, k], B [k, n], G [m, n]. There is one way to make [m, k] of G and B, and one to make [k, n] of A and G. With square matrices a wrong one fits too.",
  },
  async ({ inputs }) => {
    const draw = (count: number) => inputs.magnitudes(count, 1e-2, 1e2);
    const view = (a: Shape, b: Shape): Problem => ({
      ...product(inputs, a, b),
      operands: [drawNumbers(draw, a, "offset"), drawNumbers(draw, b, "transposed")],
      gradient: drawGradient(inputs, productShapes(a, b).y, "transposed"),
    });
    const { operands, ...square } = product(inputs, [3, 3], [3, 3]);
    await expectGradients(matmul, [
      product(inputs, [2, 3], [3, 4]),
      view([4, 2], [2, 3]),
      product(inputs, [3, 3], [3, 3]),
      view([1, 3], [3, 1]),
      product(inputs, [3, 1], [1, 2]),
      product(inputs, [1, 1], [1, 1]),
      product(inputs, [2, 3], [3, 2], { second: "tensor" }),
      product(inputs, [2, 3], [3, 2], { second: "constant" }),
      product(inputs, [2, 3], [3, 2], { firstConstant: true }),
      product(inputs, [2, 3], [3, 2], { dtype: "float32" }),
      product(inputs, [2, 0], [0, 3]),
      product(inputs, [0, 3], [3, 2]),
      product(inputs, [2, 3], [3, 0]),
      // Float32 beside float64, either way round.
      product(inputs, [2, 3], [3, 2], { dtype: "float32", secondDtype: "float64" }),
      product(inputs, [2, 3], [3, 2], { dtype: "float64", secondDtype: "float32" }),
      { ...square, operands: [operands[0]], second: "the first" },
    ]);
  },
);

// Vectors: a row on the left, a column on the right.
hidden(
  "matmul.vectors",
  {
    title: "matmul with vectors",
    points: 2,
    visibility: "after-due",
    hint: "Give a vector the dimension of size 1 that it lacks, do as for matrices, and take the dimension away again. What arrives lacks it too.",
  },
  async ({ inputs }) => {
    await expectGradients(matmul, [
      product(inputs, [3], [3]),
      product(inputs, [3], [3, 2]),
      product(inputs, [2, 3], [3]),
      product(inputs, [3], [3, 3]),
      product(inputs, [3, 3], [3]),
      product(inputs, [1], [1]),
      product(inputs, [3], [2, 3, 4]),
      product(inputs, [2, 4, 3], [3]),
      product(inputs, [2], [3, 1, 2, 2]),
      product(inputs, [3, 2, 1, 2], [2]),
      product(inputs, [1, 2, 3], [3]),
      product(inputs, [3], [1, 3, 2]),
      product(inputs, [3], [3], { second: "tensor" }),
      product(inputs, [2, 3], [3], { firstConstant: true }),
      product(inputs, [2, 3, 2], [2], { dtype: "float32" }),
    ]);
  },
);

// Batches broadcast, and what was repeated is summed.
hidden(
  "matmul.batches",
  {
    title: "matmul of batches",
    points: 2,
    visibility: "visible",
    hint: "Transpose the last two dimensions only. A matrix that served several batches gets the sum over them.",
  },
  async ({ inputs }) => {
    await expectGradients(matmul, [
      product(inputs, [2, 3, 4], [2, 4, 2]),
      product(inputs, [2, 3, 4], [4, 2]),
      product(inputs, [3, 4], [2, 4, 2]),
      product(inputs, [2, 1, 2, 3], [3, 3, 2]),
      product(inputs, [1, 2, 2], [3, 2, 2]),
      product(inputs, [3, 3, 3], [3, 3, 3]),
      product(inputs, [1, 2, 3], [3, 2]),
      product(inputs, [2, 2, 2, 3], [2, 3, 2]),
      product(inputs, [3, 2], [2, 1, 2, 2]),
      product(inputs, [0, 2, 3], [3, 2]),
      product(inputs, [2, 2, 3], [3, 2], { dtype: "float32", second: "constant" }),
    ]);
  },
);
