import type { Inputs } from "@tinytorch/testkit";
import type { Arguments, Problem } from "../differentiate.ts";
import { drawGradient, drawNumbers } from "../draw-numbers.ts";
import { expectGradients } from "../expect-gradients.ts";
import { hidden } from "../hidden.ts";
import type { Shape } from "../positions.ts";
import { placesOf, unfold2d } from "./expected.ts";

function seen(inputs: Inputs, shape: Shape, given: Arguments, others: Partial<Problem> = {}): Problem {
  const operands = [drawNumbers((count) => inputs.signed(count, 0.5, 2), shape, "transposed")];
  const [rows, across] = placesOf({ operands, given });
  const kernel = typeof given.size === "number" ? [given.size, given.size] : (given.size ?? [1, 1]);
  return {
    operation: "unfold2d",
    operands,
    given,
    gradient: drawGradient(inputs, [shape[0], shape[1], kernel[0] * kernel[1], rows * across], "transposed"),
    ...others,
  };
}

// Overlapping windows: what was seen several times gets the sum.
hidden(
  "windows.overlap",
  {
    title: "unfold2d: copies add up",
    points: 3,
    visibility: "visible",
    hint: "An element is copied once for each window that sees it. Add the gradients of all its copies (+=): which row and column does the number at place (i, j), inside position (p, q), come from?",
  },
  async ({ inputs }) => {
    await expectGradients(unfold2d, [
      seen(inputs, [1, 1, 3, 3], { size: 2 }),
      seen(inputs, [2, 3, 4, 5], { size: [2, 3] }),
      seen(inputs, [1, 2, 5, 4], { size: [3, 1] }),
      seen(inputs, [2, 1, 3, 2], { size: 1 }),
      seen(inputs, [1, 1, 2, 3], { size: [2, 3] }),
      seen(inputs, [3, 2, 3, 3], { size: [1, 2] }, { dtype: "float32" }),
      seen(inputs, [0, 2, 3, 3], { size: 2 }),
    ]);
  },
);

// Stride, padding and dilation, each with a height and a width.
hidden(
  "windows.options",
  {
    title: "unfold2d: stride, padding, dilation",
    points: 3,
    visibility: "after-due",
    hint: "row = i · stride + p · dilation − padding, and the same for columns with the other number of each pair. What lies outside the image was margin: drop it.",
  },
  async ({ inputs }) => {
    // What arrives at the margin is dropped, also when it is infinite.
    const margin = seen(inputs, [1, 1, 1, 2], { size: [1, 2], window: { padding: [0, 1] } });
    const [a, b, c, d] = inputs.signed(4, 1, 2);
    await expectGradients(unfold2d, [
      { ...margin, gradient: { ...margin.gradient, values: [Infinity, a, b, c, d, -Infinity] } },
      seen(inputs, [1, 2, 5, 7], { size: [3, 2], window: { stride: [2, 3] } }),
      seen(inputs, [2, 1, 4, 3], { size: [2, 3], window: { padding: [1, 2] } }),
      seen(inputs, [1, 1, 5, 7], { size: [2, 3], window: { dilation: [2, 3] } }),
      seen(inputs, [1, 1, 4, 4], { size: 2, window: { stride: 2 } }),
      seen(inputs, [1, 2, 3, 3], { size: 3, window: { padding: 1 } }),
      seen(inputs, [1, 1, 6, 5], { size: 2, window: { dilation: 2, padding: 1, stride: 2 } }),
      // Windows that see nothing but margin, and elements that no window sees.
      seen(inputs, [2, 1, 2, 3], { size: [1, 2], window: { padding: [2, 3] } }),
      seen(inputs, [1, 2, 7, 8], { size: [2, 1], window: { stride: [4, 3] } }),
      seen(
        inputs,
        [1, 1, 4, 6],
        { size: [1, 2], window: { stride: 3, padding: [0, 1] } },
        { dtype: "float32" },
      ),
      seen(inputs, [2, 2, 5, 6], {
        size: [2, 3],
        window: { stride: [3, 1], padding: [2, 1], dilation: [1, 2], fill: inputs.number(-9, -5) },
      }),
    ]);
  },
);
