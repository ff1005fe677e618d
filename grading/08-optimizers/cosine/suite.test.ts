import { expect } from "vitest";
import { epochs } from "../epochs.ts";
import { followRates } from "../follow-rates.ts";
import { hidden } from "../hidden.ts";
import { float64 } from "../tolerances.ts";
import { cosine } from "./expected.ts";

// CosineAnnealingLR falls from the base rate to etaMin along half a cosine.
hidden(
  "cosine.curve",
  {
    title: "CosineAnnealingLR: down to etaMin",
    points: 2,
    visibility: "visible",
    hint: "The rate is base at epoch 0, halfway between base and etaMin at tMax / 2, and etaMin at tMax, for each group from its own base rate.",
  },
  async ({ submission, inputs }) => {
    const base = [inputs.number(0.1, 0.5), inputs.number(0.01, 0.05)];
    const [tMax, etaMin] = [inputs.integer(5, 9), inputs.number(0.001, 0.005)];
    const [rates] = await submission.evaluate(followRates, {
      base,
      epochs: tMax + 1,
      schedules: [{ name: "CosineAnnealingLR", options: { tMax, etaMin } }],
    });
    expect(rates).toBeAllClose(
      epochs(tMax + 1).map((epoch) => base.map((rate) => cosine(rate, epoch, tMax, etaMin))),
      float64,
    );
  },
);

// Past tMax the cosine rises again.
hidden(
  "cosine.rises-again",
  {
    title: "CosineAnnealingLR past tMax",
    points: 1,
    visibility: "after-due",
    hint: "A cosine is a wave. Do not stop the epoch at tMax: after the bottom the rate rises again.",
  },
  async ({ submission, inputs }) => {
    const base = inputs.number(0.1, 0.5);
    const tMax = inputs.integer(3, 6);
    const [rates = [], shortest = []] = await submission.evaluate(
      followRates,
      { base: [base], epochs: 3 * tMax, schedules: [{ name: "CosineAnnealingLR", options: { tMax } }] },
      { base: [base], epochs: 3, schedules: [{ name: "CosineAnnealingLR", options: { tMax: 1 } }] },
    );
    expect(rates.flat().slice(tMax + 1)).toBeAllClose(
      epochs(3 * tMax)
        .slice(tMax + 1)
        .map((epoch) => cosine(base, epoch, tMax, 0)),
      { rtol: 1e-9, atol: 1e-9 },
    );
    expect(shortest.flat().slice(2)).toBeAllClose([base], float64);
  },
);
