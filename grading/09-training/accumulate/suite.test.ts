import { expect } from "vitest";
import { expectedTraining } from "../expected-training.ts";
import { hidden } from "../hidden.ts";
import { drawSamples } from "../line.ts";
import { runTraining, type TrainingProblem, type TrainingResult } from "../run-training.ts";
import { trained } from "../tolerances.ts";

function expectSteps(problem: TrainingProblem, result: TrainingResult): void {
  const expected = expectedTraining(problem);
  expect(result.events).toEqual(expected.events);
  expect(result.gradients).toBeAllClose(expected.gradients, trained);
  expect(result.weights).toBeAllClose(expected.weights, trained);
}

hidden(
  "accumulate.mean",
  {
    title: "accumulate: several batches make the step of one large batch",
    points: 3,
    visibility: "visible",
    hint: "backward() adds up gradients. What does the sum of the gradients of three means lack to be the gradient of the mean over all? A factor: each batch counts its share of the group's samples. Clear the gradients once for each group.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [2, 2, 2, 2, 2, 2]),
      calls: [2],
      rate: inputs.number(0.1, 0.2),
      skew: inputs.number(0.3, 0.8),
    };
    for (const accumulate of [3, 2]) {
      const each = { ...problem, accumulate };
      expectSteps(each, await submission.evaluate(runTraining, each));
    }
  },
);

hidden(
  "accumulate.uneven",
  {
    title: "accumulate: a small batch counts for less in its group",
    points: 2,
    visibility: "visible",
    hint: "Batches of 5 and 1 in one group: how much of the step is the single sample's? One sixth.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [5, 1, 1, 4]),
      calls: [1, 1],
      rate: inputs.number(0.1, 0.2),
      skew: inputs.number(0.3, 0.8),
      accumulate: 2,
    };
    expectSteps(problem, await submission.evaluate(runTraining, problem));
  },
);

hidden(
  "accumulate.trailing",
  {
    title: "accumulate: what is left at the end of an epoch makes a step of its own",
    points: 2,
    visibility: "visible",
    hint: "Five batches in twos: how many steps has an epoch? Three. The last group has one batch, which is all of it, and nothing is carried into the next epoch.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [2, 2, 2, 2, 2]),
      calls: [2, 1],
      rate: inputs.number(0.1, 0.2),
      skew: inputs.number(0.3, 0.8),
    };
    // In twos one is left, in threes two; and a group that is never full.
    for (const accumulate of [2, 3, 8]) {
      const each = { ...problem, accumulate };
      expectSteps(each, await submission.evaluate(runTraining, each));
    }
  },
);
