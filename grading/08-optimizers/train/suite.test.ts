import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { float64, trained } from "../tolerances.ts";
import { classesOf, classProblem, crossEntropyOf, firstScores } from "./class-problem.ts";
import { expectedFit, expectedTraining } from "./expected.ts";
import { expectedLosses } from "./expected-classes.ts";
import { fitLine } from "./fit-line.ts";
import { type Line, lineProblem } from "./line-problem.ts";
import { runTraining } from "./run-training.ts";
import { separateClasses } from "./separate-classes.ts";

const flat = (lines: readonly Line[]) => lines.map(({ weights, bias }) => [...weights, bias]);

// Every batch is zeroGrad, forward, loss, backward, step.
hidden(
  "train.loop",
  {
    title: "train: the order inside a batch",
    points: 4,
    visibility: "visible",
    hint: "For every batch of every epoch: zeroGrad, forward, criterion, backward, step. Leave one out, or swap two, and the parameters go elsewhere.",
  },
  async ({ submission, inputs }) => {
    const sizes = [3, 1];
    const { start, passes } = lineProblem(inputs, [sizes]);
    const rates = [inputs.number(0.03, 0.08), inputs.number(0.01, 0.04)] as const;
    const skew = inputs.number(0.3, 0.8);
    const result = await submission.evaluate(runTraining, {
      start,
      passes,
      epochs: [1, 1, 2],
      rates,
      skew,
    });
    const epochs = [0, 1, 2, 3];
    const expected = expectedTraining(
      start,
      epochs.map(() => passes[0]),
      epochs.map(() => rates),
      skew,
    );
    expect(result.lines).toBeAllClose(flat(expected.lines), trained);
    // The model in training mode for each batch, and one step after it.
    const inPass = ["pass", ...sizes.flatMap((size) => [`forward ${size} training`, "step"])];
    expect(result.events).toEqual(epochs.flatMap(() => inPass));
    expect(result.training).toBe(true);
    // Between a step and the next batch nobody touches the gradients, unless it is to clear them.
    const { atStep, afterwards } = result.gradients;
    expect(atStep.length).toBe(expected.lines.length);
    expect(afterwards.length).toBe(atStep.length - 1);
    for (const [step, left] of afterwards.entries()) if (left !== null) expect(left).toEqual(atStep[step]);
    expect(result.inputs).toEqual(passes[0].flatMap((batch) => batch.inputs.flat()));
    expect(result.options).toEqual(["criterion", "optimizer", "epochs"]);

    const refused = await submission.evaluate(({ train, Linear, Generator, mseLoss }, wrong) => {
      const model = new Linear(1, 1, { generator: new Generator(1) });
      const optimizer = { paramGroups: [{ learningRate: 0.1 }], zeroGrad() {}, step() {} };
      const said = (epochs: number, loader: Parameters<typeof train>[1]) => {
        try {
          train(model, loader, { criterion: mseLoss, optimizer, epochs });
          return null;
        } catch (error) {
          const { name, message } = Object(error);
          return { name, message };
        }
      };
      return [said(0, []), said(wrong, []), said(-wrong, []), said(1, [].values())];
    }, inputs.integer(1, 9) + 0.5);
    const epochsRefused = { name: "RangeError", message: expect.stringMatching(/epochs/) };
    expect(refused).toEqual([
      ...Array.from({ length: 3 }, () => epochsRefused),
      { name: "TypeError", message: expect.stringMatching(/loader/) },
    ]);
  },
);

// The schedule moves once after every epoch.
hidden(
  "train.schedule",
  {
    title: "train: the schedule moves once per epoch",
    points: 3,
    visibility: "visible",
    hint: "Call scheduler.step() after the loop over batches, once for each epoch, when a scheduler was given.",
  },
  async ({ submission, inputs }) => {
    const { start, passes } = lineProblem(inputs, [[3, 1]]);
    const [ofWeights, ofBias] = [inputs.number(0.05, 0.1), inputs.number(0.02, 0.04)];
    const [decay, skew] = [inputs.number(0.5, 0.9), inputs.number(0.3, 0.8)];
    const epochs = [0, 1, 2, 3, 4, 5];
    const result = await submission.evaluate(runTraining, {
      start,
      passes,
      epochs: [2, 4],
      rates: [ofWeights, ofBias],
      skew,
      decay,
      optimizer: "forgets",
    });
    // Without a schedule in the first call the rates stay.
    const rates = epochs.map((epoch) => {
      const factor = decay ** Math.max(0, epoch - 2);
      return [ofWeights * factor, ofBias * factor] as const;
    });
    const expected = expectedTraining(
      start,
      epochs.map(() => passes[0]),
      rates,
      skew,
    );
    expect(result.lines).toBeAllClose(flat(expected.lines), trained);
    const moves = result.events.filter((event) => event === "pass" || event === "schedule");
    expect(moves).toEqual(epochs.flatMap((epoch) => (epoch < 2 ? ["pass"] : ["pass", "schedule"])));
  },
);

// The history holds each epoch's mean loss over its samples, and its rate.
hidden(
  "train.history",
  {
    title: "train: an honest history",
    points: 2,
    visibility: "visible",
    hint: "A smaller last batch counts for less: add up loss × batch size and divide by the number of samples. Record the rate the epoch ran with, before the schedule changes it.",
  },
  async ({ submission, inputs }) => {
    const { start, passes } = lineProblem(inputs, [[3, 5, 1]]);
    const rates = [inputs.number(0.03, 0.08), inputs.number(0.1, 0.2)] as const;
    const skew = inputs.number(0.3, 0.8);
    const result = await submission.evaluate(runTraining, {
      start,
      passes,
      epochs: [3, 1],
      rates,
      skew,
      decay: 0.5,
      optimizer: "drifts",
    });
    // The schedule runs in the last call alone, so its only epoch must be recorded before the rate is halved.
    const epochs = [0, 1, 2, 3];
    const expected = expectedTraining(
      start,
      epochs.map(() => passes[0]),
      epochs.map(() => rates),
      skew,
      "drifts",
    );
    expect(result.histories.length).toBe(2);
    const [first, second] = result.histories;
    expect(first?.loss).toBeAllClose(expected.loss.slice(0, 3), trained);
    expect(second?.loss).toBeAllClose(expected.loss.slice(3), trained);
    expect(first?.learningRate).toBeAllClose([rates[0], rates[0], rates[0]], float64);
    expect(second?.learningRate).toBeAllClose([rates[0]], float64);
  },
);

// Each epoch asks the loader for its batches anew.
hidden(
  "train.afresh",
  {
    title: "train: every epoch reads its loader afresh",
    points: 2,
    visibility: "after-due",
    hint: "Go through the loader itself in every epoch, not through a list of batches made before: a loader that shuffles gives other batches each time.",
  },
  async ({ submission, inputs }) => {
    const { start, passes } = lineProblem(inputs, [[1], [3, 1], [4]]);
    const rates = [inputs.number(0.05, 0.1), inputs.number(0.05, 0.1)] as const;
    const skew = inputs.number(0.1, 0.3);
    const result = await submission.evaluate(runTraining, {
      start,
      passes,
      epochs: [1, 8],
      rates,
      skew,
      decay: 1,
    });
    const epochs = Array.from({ length: 9 }, (_, epoch) => epoch);
    const expected = expectedTraining(
      start,
      epochs.map((epoch) => passes[epoch % 3]),
      epochs.map(() => rates),
      skew,
    );
    expect(result.lines).toBeAllClose(flat(expected.lines), trained);
    expect(result.events.filter((event) => event === "pass").length).toBe(epochs.length);
    expect(result.histories.length).toBe(2);
    expect(result.histories.flatMap(({ loss }) => loss)).toBeAllClose(expected.loss, trained);
  },
);

// Your loop and your SGD fit a line.
hidden(
  "train.line",
  {
    title: "Your SGD fits a line",
    points: 2,
    visibility: "visible",
    hint: "train and SGD together on points of a line. When the tests above pass and this one fails, look at how the loader is gone through in the second epoch.",
  },
  async ({ submission, inputs }) => {
    const [slope, offset] = [inputs.number(-3, 3), inputs.number(-2, 2)];
    const [xs, fresh] = [inputs.signed(10, 0.1, 1), inputs.signed(6, 0.1, 1)];
    const ys = xs.map((x) => slope * x + offset);
    const options = { learningRate: inputs.number(0.25, 0.3), momentum: inputs.number(0.4, 0.5), epochs: 8 };
    const fitted = await submission.evaluate(fitLine, { xs, ys, fresh, ...options });
    const batches = [
      { xs: xs.slice(0, 6), ys: ys.slice(0, 6) },
      { xs: xs.slice(6), ys: ys.slice(6) },
    ];
    const expected = expectedFit(batches, { start: -4, ...options });
    expect(fitted.before).toEqual([-4, -4]);
    // Where it has come to, and how: the end alone can be reached by luck.
    expect(fitted.after).toBeAllClose(expected.after, { rtol: 0, atol: 5e-5 });
    const [weight, bias] = expected.after;
    expect(fitted.outputs).toBeAllClose(
      fresh.map((x) => weight * x + bias),
      { rtol: 0, atol: 1e-4 },
    );
    const { loss, learningRate } = fitted.history;
    expect(loss).toBeAllClose(expected.loss, { rtol: 1e-3, atol: 1e-4 });
    expect(learningRate).toEqual(loss.map(() => options.learningRate));
  },
);

// Your loop and your Adam separate two classes.
hidden(
  "train.classes",
  {
    title: "Your Adam separates two classes",
    points: 3,
    visibility: "visible",
    hint: "train and Adam together on a small network that no straight line could replace. Fix the tests above first: this one needs both.",
  },
  async ({ submission, inputs }) => {
    const { freshLabels, ...problem } = classProblem(inputs);
    const { scores, steps, history } = await submission.evaluate(separateClasses, problem);
    const seen = problem.labels.length;
    expect(classesOf(scores)).toEqual([...problem.labels, ...freshLabels]);
    const first = crossEntropyOf(firstScores(problem), problem.labels);
    const last = crossEntropyOf(scores.slice(0, seen), problem.labels);
    expect(last).toBeLessThan(0.3 * first);
    // And on the way that Adam takes: another rule may come to an end as good, or not, by luck.
    expect(history.loss).toBeAllClose(expectedLosses(problem), { rtol: 1e-3, atol: 0 });
    // It was Adam that did it: each of its steps moved every parameter, and nothing else did.
    expect(steps.length).toBe(problem.epochs);
    for (const [index, step] of steps.entries()) {
      const found = index === 0 ? problem.start.map(([value]) => Math.fround(value)) : steps[index - 1].after;
      expect(step.before).toEqual(found);
      expect(step.after.length).toBe(found.length);
      for (const [p, value] of step.after.entries()) expect(value).not.toBe(found[p]);
    }
  },
);
