import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { runScript, type ScriptProblem, type ScriptResult } from "../run-script.ts";

/** Where the lowest loss of the epochs up to each call's end is, the first of equal ones; and the weight after that epoch. */
function expectBests(problems: readonly ScriptProblem[], results: readonly ScriptResult[]): void {
  expect(results.length).toBe(problems.length);
  for (const [index, { start, rate, losses, calls }] of problems.entries()) {
    const ends = calls.map((_, call) =>
      calls.slice(0, call + 1).reduce((sum, { epochs }) => sum + epochs, 0),
    );
    const expected = ends.map((end) => {
      const numbers = losses.slice(0, end).filter((loss) => loss !== null);
      if (numbers.length === 0) return null;
      const place = losses.indexOf(Math.min(...numbers));
      let weight = Math.fround(start);
      for (let step = 0; step <= place; step += 1) weight = Math.fround(weight - rate);
      return { epoch: place + 1, loss: losses[place], weight };
    });
    expect(results[index].bests).toEqual(expected);
  }
}

const draw = (losses: readonly (number | null)[], scale: number) =>
  losses.map((loss) => (loss === null ? null : Math.fround(loss * scale)));

hidden(
  "best.lowest",
  {
    title: "Trainer: best is the epoch with the lowest validation loss, over all calls of fit",
    points: 3,
    visibility: "visible",
    hint: "What does the second call of fit compare its first loss with? With the best of the first call. Epochs are counted from 1, and go on over the calls.",
  },
  async ({ submission, inputs }) => {
    const scale = inputs.number(0.5, 1);
    const problem = { start: inputs.number(1, 2), rate: inputs.number(0.1, 0.2) };
    const problems = [
      {
        ...problem,
        losses: draw([4, 2, 3, 3, 5, 1, 6], scale),
        calls: [{ epochs: 3 }, { epochs: 2 }, { epochs: 2 }],
      },
      { ...problem, losses: draw([1, 2, 3, 4], scale), calls: [{ epochs: 1 }, { epochs: 3 }] },
      { ...problem, losses: draw([-1, -3, -2], scale), calls: [{ epochs: 3 }] },
      { ...problem, losses: draw([2, 0, 1, -1], scale), calls: [{ epochs: 3 }, { epochs: 1 }] },
    ];
    expectBests(problems, await submission.evaluate(runScript, problems));
  },
);

hidden(
  "best.snapshot",
  {
    title: "Trainer: the best model is a copy, which training on does not change",
    points: 2,
    visibility: "visible",
    hint: "Whose tensors are in best.model? Those of the model go on changing, in place. Take model.stateDict(), which copies, at the moment when the epoch is the best.",
  },
  async ({ submission, inputs }) => {
    const [start, rate] = [inputs.number(1, 2), inputs.number(0.1, 0.2)];
    const losses = draw([3, 1, 2, 4, 5], inputs.number(0.5, 1));
    const problems = [{ start, rate, losses, calls: [{ epochs: 2 }, { epochs: 3 }] }];
    const results = await submission.evaluate(runScript, problems);
    expectBests(problems, results);
    let weight = Math.fround(start);
    for (let step = 0; step < losses.length; step += 1) weight = Math.fround(weight - rate);
    // It has gone on: the best is not put back on its own.
    expect(results[0].weight).toBe(weight);
  },
);

hidden(
  "best.ties-and-nan",
  {
    title: "Trainer: of equal losses the first is best, and NaN never is",
    points: 2,
    visibility: "after-due",
    hint: "Write the question so that false means: not better. Every comparison with NaN is false, and an equal loss is not lower.",
  },
  async ({ submission, inputs }) => {
    const scale = inputs.number(0.5, 1);
    const problem = { start: inputs.number(1, 2), rate: inputs.number(0.1, 0.2) };
    const problems = [
      { ...problem, losses: draw([3, 2, 2, 2], scale), calls: [{ epochs: 4 }] },
      { ...problem, losses: draw([null, 3, null, 2, null], scale), calls: [{ epochs: 1 }, { epochs: 4 }] },
      { ...problem, losses: draw([2, null, 3], scale), calls: [{ epochs: 3 }] },
    ];
    expectBests(problems, await submission.evaluate(runScript, problems));
  },
);
