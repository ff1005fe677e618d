import type { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { drawSamples } from "../line.ts";
import { type ResumeProblem, type ResumeResult, runResumed, type Trace } from "./run-resumed.ts";

type Parts = Pick<ResumeProblem, "optimizer" | "schedule" | "generator">;

function draw(inputs: Inputs, parts: Parts): ResumeProblem {
  return {
    samples: drawSamples(inputs, [2, 3, 2, 1]),
    validation: drawSamples(inputs, [3]),
    epochs: [3, 4],
    lowest: 1,
    // Slow enough that also a training with a mistake in it stays finite.
    rate: inputs.number(0.01, 0.02),
    seeds: [inputs.integer(1, 1000), inputs.integer(2000, 3000)],
    ...parts,
  };
}

/** The second half of a training that nobody stopped. */
function secondHalf(whole: Trace, from: number) {
  return {
    weights: whole.weights.slice(from),
    loss: whole.loss.slice(from),
    learningRate: whole.learningRate.slice(from),
  };
}

/** What was resumed is bit for bit what was never stopped, whose weights moved in every epoch. */
function expectSeamless(
  { epochs: [before, after] }: ResumeProblem,
  { whole, resumed, fromBytes }: ResumeResult,
): void {
  expect(whole.weights.length).toBe(before + after);
  expect(new Set(whole.weights.map((weights) => weights.join())).size).toBe(before + after);
  for (const trace of [...resumed, fromBytes]) {
    const { weights, loss, learningRate } = trace;
    expect({ weights, loss, learningRate }).toEqual(secondHalf(whole, before));
  }
}

hidden(
  "resume.moments",
  {
    title: "Trainer: resumed with Adam, 3 + 4 epochs are 7 epochs, bit for bit",
    points: 3,
    visibility: "visible",
    hint: "What does Adam know besides the weights? Two moments and a step count for each parameter: optimizer.stateDict() has them.",
  },
  async ({ submission, inputs }) => {
    const problem = draw(inputs, { optimizer: "adam", schedule: false, generator: false });
    expectSeamless(problem, await submission.evaluate(runResumed, problem));
  },
);

hidden(
  "resume.schedule",
  {
    title: "Trainer: resumed, the schedule goes on where it was",
    points: 2,
    visibility: "visible",
    hint: "The rate itself is in the optimizer's state. What decides when it falls next? The schedule's own count of epochs.",
  },
  async ({ submission, inputs }) => {
    const problem = draw(inputs, { optimizer: "plain", schedule: true, generator: false });
    expectSeamless(problem, await submission.evaluate(runResumed, problem));
  },
);

hidden(
  "resume.generator",
  {
    title: "Trainer: resumed, data are shuffled and units dropped as they would have been",
    points: 3,
    visibility: "visible",
    hint: "Where do the order of the data and dropout come from? From one generator, whose saveState() and loadState() say where it is.",
  },
  async ({ submission, inputs }) => {
    const problem = draw(inputs, { optimizer: "plain", schedule: false, generator: true });
    expectSeamless(problem, await submission.evaluate(runResumed, problem));
  },
);

hidden(
  "resume.everything",
  {
    title: "Trainer: a checkpoint is a copy, which can be loaded again and again, also from bytes",
    points: 2,
    visibility: "visible",
    hint: "Does a checkpoint change when training goes on, or when the one who loaded it trains? Save copies, and let loadStateDict copy them back into the parameters that are there.",
  },
  async ({ submission, inputs }) => {
    const problem = draw(inputs, { optimizer: "adam", schedule: true, generator: true });
    // Also one from before the first epoch, and from right before the schedule moves.
    for (const epochs of [problem.epochs, [0, 4], [2, 2]] as const) {
      const each = { ...problem, epochs };
      expectSeamless(each, await submission.evaluate(runResumed, each));
    }
  },
);

hidden(
  "resume.progress",
  {
    title: "Trainer: resumed, epochs are counted on and the best so far is known",
    points: 2,
    visibility: "visible",
    hint: "After 3 + 4 epochs trainer.epoch is 7, and the best of all seven may be in the first three: both numbers belong into the checkpoint.",
  },
  async ({ submission, inputs }) => {
    const problem = draw(inputs, { optimizer: "plain", schedule: false, generator: false });
    // A checkpoint from before the first epoch knows no best: whoever loads it knows none either.
    const early = { ...problem, epochs: [0, 3] as const };
    // The best epoch is before the checkpoint, or after it.
    for (const each of [problem, { ...problem, lowest: 4 }, early]) {
      const { whole, resumed, fromBytes, saved, loaded } = await submission.evaluate(runResumed, each);
      expect(loaded).toEqual([saved, saved, saved, saved]);
      const { lowest } = each;
      const best = { epoch: lowest + 1, loss: whole.validation[lowest], weights: whole.weights[lowest] };
      for (const { epoch, best: found } of [whole, ...resumed, fromBytes]) {
        expect(epoch).toBe(each.epochs[0] + each.epochs[1]);
        expect(found).toEqual(best);
      }
    }
  },
);
