import { expect } from "vitest";
import { epochs } from "../epochs.ts";
import { followRates } from "../follow-rates.ts";
import { hidden } from "../hidden.ts";
import { stepDecay } from "../step-lr/expected.ts";
import { float64 } from "../tolerances.ts";
import { warmUp } from "./expected.ts";

// LinearLR starts low in the very first epoch, rises in a straight line, and then stays.
hidden(
  "linear-lr.warm-up",
  {
    title: "LinearLR: the warm-up",
    points: 2,
    visibility: "visible",
    hint: "The first epoch already runs at startFactor × base: the constructor's initial step does it. After totalIters epochs the rate is endFactor × base and stays.",
  },
  async ({ submission, inputs }) => {
    const base = [inputs.number(0.1, 0.5), inputs.number(0.01, 0.05)];
    const [startFactor, endFactor] = [inputs.number(0.1, 0.4), inputs.number(0.7, 0.9)];
    const totalIters = inputs.integer(3, 6);
    const [rates, byDefault, inOneEpoch] = await submission.evaluate(
      followRates,
      {
        base,
        epochs: totalIters + 4,
        schedules: [{ name: "LinearLR", options: { startFactor, endFactor, totalIters } }],
      },
      { base, epochs: 7, schedules: [{ name: "LinearLR", options: {} }] },
      {
        base,
        epochs: 3,
        schedules: [{ name: "LinearLR", options: { startFactor: 1, endFactor, totalIters: 1 } }],
      },
    );
    expect(rates).toBeAllClose(
      epochs(totalIters + 4).map((epoch) =>
        base.map((rate) => warmUp(rate, epoch, startFactor, endFactor, totalIters)),
      ),
      float64,
    );
    expect(byDefault).toBeAllClose(
      epochs(7).map((epoch) => base.map((rate) => warmUp(rate, epoch, 1 / 3, 1, 5))),
      float64,
    );
    expect(inOneEpoch).toBeAllClose(
      epochs(3).map((epoch) => base.map((rate) => warmUp(rate, epoch, 1, endFactor, 1))),
      float64,
    );
  },
);

// A warm-up and a step decay on one optimizer multiply.
hidden(
  "linear-lr.chainable",
  {
    title: "LinearLR and StepLR together",
    points: 1,
    visibility: "after-due",
    hint: "Multiply the rate by f(t) / f(t−1) instead of setting it: then another schedule on the same optimizer keeps its effect.",
  },
  async ({ submission, inputs }) => {
    const base = inputs.number(0.1, 0.5);
    const gamma = inputs.number(0.3, 0.8);
    const [rates = []] = await submission.evaluate(followRates, {
      base: [base],
      epochs: 6,
      schedules: [
        { name: "LinearLR", options: { startFactor: 0.2, totalIters: 5 } },
        { name: "StepLR", options: { stepSize: 1, gamma } },
      ],
    });
    expect(rates.flat()).toBeAllClose(
      epochs(6).map((epoch) => stepDecay(warmUp(base, epoch, 0.2, 1, 5), epoch, 1, gamma)),
      float64,
    );
  },
);
