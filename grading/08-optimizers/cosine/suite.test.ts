import { epochs } from "../epochs.ts";
import { expectRates } from "../expect-rates.ts";
import { followRates, type RateProblem } from "../follow-rates.ts";
import { hidden } from "../hidden.ts";
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
    const base = [inputs.number(0.1, 0.5), 0, inputs.number(1.5, 5)];
    const etaMin = inputs.number(0.001, 0.005);
    // A short way down, a long one, and one that is a way up, since the floor is above.
    const ways = [
      { tMax: inputs.integer(5, 9), etaMin },
      { tMax: inputs.integer(60, 70), etaMin },
      { tMax: inputs.integer(11, 19), etaMin: inputs.number(0.6, 0.9) },
    ];
    const problems = ways.map(
      (options): RateProblem => ({
        base,
        epochs: options.tMax + 1,
        schedules: [{ name: "CosineAnnealingLR", options }],
      }),
    );
    const followed = await submission.evaluate(followRates, ...problems);
    for (const [index, { tMax, etaMin }] of ways.entries()) {
      expectRates(
        followed[index],
        problems[index],
        epochs(tMax + 1).map((epoch) => base.map((rate) => cosine(rate, epoch, tMax, etaMin))),
        { absolute: 1e-12 },
      );
    }
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
    const problems: RateProblem[] = [tMax, 1].map((tMax) => ({
      base: [base],
      epochs: 64,
      schedules: [{ name: "CosineAnnealingLR", options: { tMax } }],
    }));
    const [rising, shortest] = await submission.evaluate(followRates, ...problems);
    // An implementation from epoch to epoch, as PyTorch's is, is less exact where the wave is at its bottom.
    const slack = { absolute: 1e-9 };
    const expected = (tMax: number) => epochs(64).map((epoch) => [cosine(base, epoch, tMax, 0)]);
    expectRates(rising, problems[0], expected(tMax), slack);
    expectRates(shortest, problems[1], expected(1), slack);
  },
);
