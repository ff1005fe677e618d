import { expect } from "vitest";
import { expectedTraining, gradientOf } from "../expected-training.ts";
import { hidden } from "../hidden.ts";
import { drawSamples } from "../line.ts";
import { runScript } from "../run-script.ts";
import { runTraining } from "../run-training.ts";
import { trained } from "../tolerances.ts";

hidden(
  "trainer.loop",
  {
    title: "Trainer: the order inside a batch",
    points: 3,
    visibility: "visible",
    hint: "For every batch of every epoch: zeroGrad, forward, criterion, backward, step. Leave one out, or swap two, and the parameters go elsewhere.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [3, 1, 3]),
      calls: [1, 2],
      rate: inputs.number(0.05, 0.1),
      skew: inputs.number(0.3, 0.8),
    };
    const result = await submission.evaluate(runTraining, problem);
    const expected = expectedTraining(problem);
    expect(result.events).toEqual(expected.events);
    expect(result.gradients).toBeAllClose(expected.gradients, trained);
    expect(result.weights).toBeAllClose(expected.weights, trained);
    expect(result.epoch).toBe(3);
    expect(result.best).toBe(null);
    expect(result.inputs).toEqual(
      problem.training.map((batch) => [batch.inputs, batch.targets.map((value) => [value])]),
    );
  },
);

hidden(
  "trainer.schedule",
  {
    title: "Trainer: the schedule moves once per epoch, after it",
    points: 3,
    visibility: "visible",
    hint: "Where does scheduler.step() stand? After the pass over the data, once for each epoch, when there is a scheduler. The rate of an epoch is read before.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [2, 1]),
      validation: drawSamples(inputs, [2]),
      calls: [1, 3],
      rate: inputs.number(0.1, 0.2),
      skew: inputs.number(0.3, 0.8),
      decay: inputs.number(0.4, 0.7),
      drifts: true,
    };
    const result = await submission.evaluate(runTraining, problem);
    const expected = expectedTraining(problem);
    const moves = (events: readonly string[]) =>
      events.filter((event) => ["pass", "step", "schedule"].includes(event));
    expect(moves(result.events)).toEqual(moves(expected.events));
    expect(result.weights).toBeAllClose(expected.weights, trained);
    expect(result.histories.length).toBe(2);
    for (const [call, { learningRate }] of expected.histories.entries()) {
      expect(result.histories[call].learningRate).toBeAllClose(learningRate, trained);
    }
  },
);

hidden(
  "trainer.clip",
  {
    title: "Trainer: gradients are clipped between backward and step",
    points: 3,
    visibility: "visible",
    hint: "When is the gradient of a step complete? After the last backward of its group: clip once there, over all of model.parameters(), and then step. Without a maxNorm nothing is clipped.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 1, 2),
      // Far from what is right at first, near it later: both sides of the bound are met.
      training: drawSamples(inputs, [3, 2, 2, 3]),
      calls: [6],
      rate: inputs.number(0.3, 0.4),
      skew: inputs.number(0.1, 0.2),
    };
    const norms = expectedTraining({ ...problem, accumulate: 2 }).gradients.map((gradient) =>
      Math.hypot(...gradient),
    );
    const maxNorm = (Math.max(...norms) + Math.min(...norms)) / 2;
    // A bound that every batch by itself is above, so that whoever clips too early turns the step; all batches in one.
    const shares = problem.training.map((batch) =>
      Math.hypot(...gradientOf(batch, problem.start, problem.skew).map((value) => value / 8)),
    );
    const tight = { ...problem, drifts: true, rate: problem.rate / 100, maxNorm: Math.min(...shares) };
    const cases = [
      { ...problem, accumulate: 2, maxNorm },
      { ...problem, accumulate: 2, maxNorm: 1e6 },
      { ...problem, accumulate: 2 },
      { ...tight, accumulate: 2 },
      { ...tight, accumulate: 3 },
      tight,
    ];
    for (const each of cases) {
      const result = await submission.evaluate(runTraining, each);
      const expected = expectedTraining(each);
      expect(result.gradients).toBeAllClose(expected.gradients, { rtol: 1e-4, atol: 1e-4 });
      expect(result.weights).toBeAllClose(expected.weights, { rtol: 1e-4, atol: 1e-4 });
    }
  },
);

hidden(
  "trainer.modes",
  {
    title: "Trainer: training mode in every epoch, evaluation mode for validation",
    points: 2,
    visibility: "visible",
    hint: "In which mode is the model when the second epoch begins? Call model.train() at the start of each epoch, whatever came before.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [2, 3]),
      validation: drawSamples(inputs, [1, 4]),
      calls: [2, 1],
      rate: inputs.number(0.05, 0.1),
      skew: inputs.number(0.3, 0.8),
      decay: inputs.number(0.5, 0.8),
      drifts: true,
    };
    const result = await submission.evaluate(runTraining, problem);
    expect(result.events).toEqual(expectedTraining(problem).events);
    expect(result.training).toBe(true);
  },
);

hidden(
  "trainer.stops",
  {
    title: "Trainer: early stopping ends the training after that epoch",
    points: 2,
    visibility: "visible",
    hint: "Who decides, and when? After each validation ask earlyStopping.step(loss) once, and leave the loop when it says true. What happened until then stays in the history.",
  },
  async ({ submission, inputs }) => {
    const low = inputs.number(0.5, 1);
    const losses = [5, 3, 4, 4, 3.5, 2, 3, 3, 3, 1].map((value) => Math.fround(value * low));
    const problem = { start: inputs.number(1, 2), rate: inputs.number(0.1, 0.2), losses };
    const calls = [
      { epochs: 10, patience: 3 },
      { epochs: 10, patience: 1 },
      { epochs: 2, patience: 9 },
    ];
    // After a stop the training can go on: the schedule has moved with the last epoch, too.
    const goesOn = { ...problem, calls: [{ epochs: 9, patience: 1 }, { epochs: 2 }] };
    const all = await submission.evaluate(runScript, [
      ...calls.map((call) => ({ ...problem, calls: [call] })),
      goesOn,
    ]);
    const results = all.slice(0, -1);
    const ran = [5, 3, 2];
    expect(results.map(({ histories }) => histories)).toEqual(
      ran.map((epochs) => [
        {
          loss: Array.from({ length: epochs }, () => 0),
          validation: losses.slice(0, epochs),
          learningRate: Array.from({ length: epochs }, (_, epoch) => problem.rate / 2 ** epoch),
        },
      ]),
    );
    const epochsOf = [...ran, 5];
    expect(all.map(({ events }) => events)).toEqual(
      epochsOf.map((epochs) => Array.from({ length: epochs }, () => ["schedule", "validation"]).flat()),
    );
    expect(all.map(({ rate }) => rate)).toEqual(epochsOf.map((epochs) => problem.rate / 2 ** epochs));
    expect(all.at(-1)?.histories.map(({ validation, learningRate }) => [validation, learningRate])).toEqual([
      [losses.slice(0, 3), [0, 1, 2].map((epoch) => problem.rate / 2 ** epoch)],
      [losses.slice(3, 5), [3, 4].map((epoch) => problem.rate / 2 ** epoch)],
    ]);
    expect(results.map(({ epoch }) => epoch)).toEqual(ran);
    // The watcher is told each loss once.
    expect(results.map(({ told }) => told)).toEqual(ran.map((epochs) => losses.slice(0, epochs)));
  },
);
