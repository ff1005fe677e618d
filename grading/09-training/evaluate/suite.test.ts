import type { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { joined, lossesOf, mean } from "../expected-training.ts";
import { hidden } from "../hidden.ts";
import { drawSamples } from "../line.ts";
import { trained } from "../tolerances.ts";
import { type EvaluationProblem, runEvaluations } from "./run-evaluation.ts";

function problems(inputs: Inputs): EvaluationProblem[] {
  const draw = (sizes: readonly number[], training: boolean) => ({
    start: inputs.signed(2, 0.5, 1),
    samples: drawSamples(inputs, sizes),
    skew: inputs.number(0.3, 0.8),
    training,
  });
  return [draw([3, 1, 2], true), draw([1, 5], false), draw([2], true)];
}

/** A forward and a loss for each batch, in two calls. */
function momentsOf<T>(batches: readonly T[]): T[] {
  return [...batches, ...batches, ...batches, ...batches];
}

hidden(
  "evaluate.value",
  {
    title: "evaluate: the mean loss over all samples",
    points: 2,
    visibility: "visible",
    hint: "Batches of 3, 1 and 2: does each sample count the same? And does the second call give what the first gave?",
  },
  async ({ submission, inputs }) => {
    const given = problems(inputs);
    const results = await submission.evaluate(runEvaluations, given);
    expect(results.length).toBe(given.length);
    for (const [index, { start, samples, skew }] of given.entries()) {
      const loss = mean(lossesOf(joined(samples), start, skew));
      expect(results[index].losses).toBeAllClose([loss, loss], trained);
    }
  },
);

hidden(
  "evaluate.mode",
  {
    title: "evaluate: the model is in evaluation mode, and comes back in its own",
    points: 2,
    visibility: "visible",
    hint: "What was model.training before you changed it? Keep it, call model.eval(), and afterwards model.train(with what it was): a model that came in evaluation mode stays there.",
  },
  async ({ submission, inputs }) => {
    const given = problems(inputs);
    const results = await submission.evaluate(runEvaluations, given);
    expect(results.length).toBe(given.length);
    for (const [index, { samples, training }] of given.entries()) {
      const modes = results[index].moments.map((each) => ({ training: each.training, part: each.part }));
      expect(modes).toEqual(momentsOf(samples).map(() => ({ training: false, part: false })));
      const { after } = results[index];
      expect([after.training, after.part]).toEqual([training, training]);
    }
  },
);

hidden(
  "evaluate.restores",
  {
    title: "evaluate: the mode comes back even when something goes wrong",
    points: 1,
    visibility: "after-due",
    hint: "What runs when a loop is left by an error? A finally block.",
  },
  async ({ submission, inputs }) => {
    const given = problems(inputs).map((problem, index) => ({ ...problem, failsAt: [2, 1, 1][index] }));
    const results = await submission.evaluate(runEvaluations, given);
    expect(results.map(({ losses, after }) => [losses, after])).toEqual(
      given.map(({ failsAt, training }) => [
        [`criterion ${failsAt} failed`],
        { training, part: training, recorded: true },
      ]),
    );
  },
);

hidden(
  "evaluate.no-tape",
  {
    title: "evaluate: nothing is recorded, and nothing learns",
    points: 2,
    visibility: "visible",
    hint: "Nobody will call backward() on these losses. Run the loop inside noGrad(() => …), and leave gradients and optimizer alone.",
  },
  async ({ submission, inputs }) => {
    const given = problems(inputs);
    const results = await submission.evaluate(runEvaluations, given);
    expect(results.length).toBe(given.length);
    for (const [index, { start, samples }] of given.entries()) {
      const { moments, after, touched, weights, gradient } = results[index];
      expect(moments.map(({ recorded }) => recorded)).toEqual(momentsOf(samples).map(() => false));
      expect(after.recorded).toBe(true);
      expect(touched).toEqual([]);
      expect([weights, gradient]).toEqual([start, start]);
    }
  },
);
