import { expect } from "vitest";
import { refuseShapes, runElementwise } from "../elementwise.ts";
import { expectLosses, expectSlopes } from "../expect-elementwise.ts";
import { hidden } from "../hidden.ts";
import { squared, squareProblems } from "./expected.ts";

hidden(
  "mse.values",
  {
    title: "mseLoss: mean, sum, or each error squared",
    points: 2,
    visibility: "visible",
    hint: "Over what is the mean? Over all elements, whatever the shape: sum the squares and divide by how many there are. Without a reduction named it is the mean.",
  },
  async ({ submission, inputs }) => {
    const problems = squareProblems(inputs);
    expectLosses(problems, await submission.evaluate(runElementwise, problems), squared);
  },
);

hidden(
  "mse.gradient",
  {
    title: "mseLoss: its gradient through backward()",
    points: 3,
    visibility: "visible",
    hint: "Does the loss stay on the tape? Use the methods of output (sub, mul, mean) and never its plain numbers. The slope of e²/n is 2e/n.",
  },
  async ({ submission, inputs }) => {
    const problems = squareProblems(inputs);
    expectSlopes(problems, await submission.evaluate(runElementwise, problems), squared);
  },
);

hidden(
  "mse.shapes",
  {
    title: "mseLoss: output and target of different shapes are refused",
    points: 2,
    visibility: "visible",
    hint: "[n, 1] beside [n] would broadcast to [n, n]. Compare the number of dimensions and every size, before anything is subtracted.",
  },
  async ({ submission, inputs }) => {
    const [n, m] = [inputs.integer(2, 5), inputs.integer(6, 9)];
    const pairs = [
      [[n, 1], [n]],
      [[n], [n, 1]],
      [[n, m], [m]],
      [
        [n, m],
        [n, 1],
      ],
      [[1], [n]],
      [[], [1]],
      [
        [n, m],
        [m, n],
      ],
    ] as const;
    const said = await submission.evaluate(refuseShapes, "mseLoss" as const, pairs);
    const refused = pairs.map(([output, target]) => ({
      name: "RangeError",
      message: `mseLoss: output and target must have one shape, got [${output.join(", ")}] and [${target.join(", ")}]`,
    }));
    expect(said).toEqual(refused);
  },
);
