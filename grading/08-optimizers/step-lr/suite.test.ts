import { expect } from "vitest";
import { epochs } from "../epochs.ts";
import { followRates } from "../follow-rates.ts";
import { hidden } from "../hidden.ts";
import { float64 } from "../tolerances.ts";
import { stepDecay } from "./expected.ts";

// StepLR keeps the rate for stepSize epochs, then multiplies it by γ, again and again.
hidden(
  "step-lr.decay",
  {
    title: "StepLR: the staircase",
    points: 2,
    visibility: "visible",
    hint: "Epochs 0 to stepSize − 1 run at the base rate. The constructor's initial step brings lastEpoch to 0 and must not decay; after that every multiple of stepSize does, in every group.",
  },
  async ({ submission, inputs }) => {
    const base = [inputs.number(0.1, 0.5), inputs.number(0.01, 0.05)];
    const [stepSize, gamma] = [inputs.integer(2, 4), inputs.number(0.3, 0.8)];
    const [rates, everyEpoch] = await submission.evaluate(
      followRates,
      { base, epochs: 13, schedules: [{ name: "StepLR", options: { stepSize, gamma } }] },
      { base, epochs: 4, schedules: [{ name: "StepLR", options: { stepSize: 1 } }] },
    );
    expect(rates).toBeAllClose(
      epochs(13).map((epoch) => base.map((rate) => stepDecay(rate, epoch, stepSize, gamma))),
      float64,
    );
    expect(everyEpoch).toBeAllClose(
      epochs(4).map((epoch) => base.map((rate) => stepDecay(rate, epoch, 1, 0.1))),
      float64,
    );
  },
);

// StepLR multiplies the rate it finds: a rate set by hand survives.
hidden(
  "step-lr.chainable",
  {
    title: "StepLR multiplies the rate it finds",
    points: 2,
    visibility: "after-due",
    hint: "At a boundary multiply group.learningRate by γ, and leave it alone in between. Setting it from the base rate undoes a change made by hand.",
  },
  async ({ submission, inputs }) => {
    const [gamma, byHand] = [inputs.number(0.3, 0.8), inputs.number(1, 2)];
    const [rates = []] = await submission.evaluate(followRates, {
      base: [inputs.number(0.1, 0.5)],
      epochs: 4,
      schedules: [{ name: "StepLR", options: { stepSize: 2, gamma } }],
      setByHand: { epoch: 1, rate: byHand },
    });
    expect(rates.slice(1).flat()).toBeAllClose([byHand, byHand * gamma, byHand * gamma], float64);
  },
);
