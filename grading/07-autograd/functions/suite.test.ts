import type { Inputs } from "@tinytorch/testkit";
import type { Problem } from "../differentiate.ts";
import { type Draw, drawGradient, drawNumbers } from "../draw-numbers.ts";
import { expectGradients } from "../expect-gradients.ts";
import { hidden } from "../hidden.ts";
import { formulas } from "./expected.ts";

/** One function through ranks 0 to 4 and views, and at numbers of its own. */
function draw(
  inputs: Inputs,
  operation: keyof typeof formulas,
  ordinary: Draw,
  edges: readonly number[],
): Problem[] {
  const shapes = [[2, 3], [3, 3], [], [4], [2, 1, 3], [1, 2, 2, 1], [0], [1]];
  const problems = shapes.map((shape, index): Problem => {
    const views = [undefined, "transposed", "offset"] as const;
    return {
      operation,
      operands: [drawNumbers(ordinary, shape, views[(index + 1) % 3])],
      gradient: drawGradient(inputs, shape, views[(index + 2) % 3]),
    };
  });
  const single = {
    operation,
    operands: [drawNumbers(ordinary, [2])],
    gradient: drawGradient(inputs, [2]),
    dtype: "float32",
  } as const;
  const edge = {
    operation,
    operands: [{ shape: [edges.length], values: edges }],
    gradient: drawGradient(inputs, [edges.length]),
  };
  return [...problems, single, edge];
}

// Exp reads its own result.
hidden(
  "functions.exp",
  {
    title: "exp: its own derivative",
    points: 1,
    visibility: "visible",
    hint: "eˣ is its own derivative, and the result is there already: use the output, not the input.",
  },
  async ({ inputs }) => {
    const ordinary = (count: number) => inputs.signed(count, 0.1, 5);
    await expectGradients(formulas.exp, draw(inputs, "exp", ordinary, [0, 1000, -1000, -Infinity]));
  },
);

// Log: 1/x, and all the way down to 0.
hidden(
  "functions.log",
  {
    title: "log: 1/x",
    points: 1,
    visibility: "visible",
    hint: "The slope of log at x is 1/x: g divided by the input, with nothing added to keep it from being infinite.",
  },
  async ({ inputs }) => {
    const ordinary = (count: number) => inputs.magnitudes(count, 1e-6, 1e4).map(Math.abs);
    await expectGradients(
      formulas.log,
      draw(inputs, "log", ordinary, [1, 0, inputs.number(1e-6, 2e-6), Infinity]),
    );
  },
);

// Sqrt and neg.
hidden(
  "functions.sqrt",
  {
    title: "sqrt and neg",
    points: 1,
    visibility: "visible",
    hint: "√x is x to the ½: ½ x^(−½), which is 1 over twice the output. And −x has the slope −1.",
  },
  async ({ inputs }) => {
    const ordinary = (count: number) => inputs.magnitudes(count, 1e-6, 1e4).map(Math.abs);
    await expectGradients(
      formulas.sqrt,
      draw(inputs, "sqrt", ordinary, [1, 0, 4, inputs.number(1e-6, 2e-6)]),
    );
    const either = (count: number) => inputs.magnitudes(count, 1e-6, 1e4);
    await expectGradients(formulas.neg, draw(inputs, "neg", either, [0, 1000, -1000]));
  },
);
