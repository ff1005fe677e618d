import { expect } from "vitest";
import { refuseShapes, runElementwise } from "../elementwise.ts";
import { expectLosses, expectSlopes } from "../expect-elementwise.ts";
import { hidden } from "../hidden.ts";
import { answered, answerProblems, farProblem } from "./expected.ts";

hidden(
  "bce.values",
  {
    title: "binaryCrossEntropyWithLogits: the cost of yes, no and something between",
    points: 2,
    visibility: "visible",
    hint: "Which of the three terms has the target in it? Only −x t. Try x = log 3, whose probability is 3/4, with t = 1 and t = 0.",
  },
  async ({ submission, inputs }) => {
    const problems = answerProblems(inputs);
    expectLosses(problems, await submission.evaluate(runElementwise, problems), answered);
  },
);

hidden(
  "bce.far-out",
  {
    title: "binaryCrossEntropyWithLogits: finite for logits of any size",
    points: 3,
    visibility: "visible",
    hint: "What is the largest power of e in your formula? In max(x, 0) − x t + log(1 + e^(−|x|)) it is e⁰. A sigmoid of a large logit is exactly 1, and log(1 − 1) = −∞.",
  },
  async ({ submission, inputs }) => {
    const problems = [farProblem(inputs)];
    expectLosses(problems, await submission.evaluate(runElementwise, problems), answered);
  },
);

hidden(
  "bce.gradient",
  {
    title: "binaryCrossEntropyWithLogits: its gradient is probability minus target",
    points: 2,
    visibility: "visible",
    hint: "Does everything stay on the tape, also |x|? Write it with methods of logits: maximum and neg. At 0 the two halves of a corner must add up.",
  },
  async ({ submission, inputs }) => {
    const problems = [...answerProblems(inputs), farProblem(inputs)];
    expectSlopes(problems, await submission.evaluate(runElementwise, problems), answered);
  },
);

hidden(
  "bce.shapes",
  {
    title: "binaryCrossEntropyWithLogits: logits and targets of different shapes are refused",
    points: 1,
    visibility: "visible",
    hint: "It is requireSameShape that must see it: as many dimensions, and each of the same size.",
  },
  async ({ submission, inputs }) => {
    const [n, m] = [inputs.integer(2, 5), inputs.integer(6, 9)];
    const pairs = [
      [[n, 1], [n]],
      [
        [m, n],
        [n, m],
      ],
      [
        [n, m],
        [n, 1],
      ],
    ] as const;
    const said = await submission.evaluate(refuseShapes, "binaryCrossEntropyWithLogits" as const, pairs);
    const refused = pairs.map(([output, target]) => ({
      name: "RangeError",
      message: `binaryCrossEntropyWithLogits: output and target must have one shape, got [${output.join(", ")}] and [${target.join(", ")}]`,
    }));
    expect(said).toEqual(refused);
  },
);
