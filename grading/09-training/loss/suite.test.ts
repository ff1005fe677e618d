import { expect } from "vitest";
import { expectedTraining } from "../expected-training.ts";
import { hidden } from "../hidden.ts";
import { drawSamples } from "../line.ts";
import { runTraining } from "../run-training.ts";
import { trained } from "../tolerances.ts";

hidden(
  "loss.over-samples",
  {
    title: "The loss of an epoch is the mean over its samples, not over its batches",
    points: 3,
    visibility: "visible",
    hint: "Means 1 of three samples and 5 of one: what is the mean over the four? (3 · 1 + 1 · 5) / 4. Add up mean times samples, and divide by all samples.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [4, 5, 1]),
      validation: drawSamples(inputs, [1, 4]),
      calls: [2],
      rate: inputs.number(0.2, 0.3),
      skew: inputs.number(0.3, 0.8),
      drifts: true,
    };
    for (const each of [problem, { ...problem, accumulate: 2 }]) {
      const result = await submission.evaluate(runTraining, each);
      const [{ loss, validation }] = expectedTraining(each).histories;
      expect(result.histories[0].loss).toBeAllClose(loss, trained);
      expect(result.histories[0].validation).toBeAllClose(validation, trained);
    }
  },
);

hidden(
  "loss.history",
  {
    title: "The history has one number per epoch, of this call of fit alone",
    points: 2,
    visibility: "visible",
    hint: "When is each number taken? The rate before the epoch, the loss while it learns, the validation loss after it. Each call of fit begins a new history.",
  },
  async ({ submission, inputs }) => {
    const problem = {
      start: inputs.signed(3, 0.5, 1),
      training: drawSamples(inputs, [2, 2]),
      calls: [1, 3],
      rate: inputs.number(0.2, 0.3),
      skew: inputs.number(0.3, 0.8),
      decay: inputs.number(0.5, 0.8),
      drifts: true,
    };
    for (const each of [problem, { ...problem, validation: drawSamples(inputs, [3]) }]) {
      const result = await submission.evaluate(runTraining, each);
      const { histories } = expectedTraining(each);
      expect(result.histories.length).toBe(histories.length);
      for (const [call, { loss, validation, learningRate }] of histories.entries()) {
        expect(result.histories[call].loss).toBeAllClose(loss, trained);
        expect(result.histories[call].validation).toBeAllClose(validation, trained);
        expect(result.histories[call].learningRate).toBeAllClose(learningRate, trained);
      }
      expect(result.epoch).toBe(4);
    }
  },
);
