import { epochs } from "../epochs.ts";
import { expectRates } from "../expect-rates.ts";
import { followRates, type RateProblem } from "../follow-rates.ts";
import { hidden } from "../hidden.ts";
import { stepDecay } from "../step-lr/expected.ts";
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
    const base = [inputs.number(0.1, 0.5), 0, inputs.number(1.5, 5)];
    const low = () => inputs.number(0.1, 0.4);
    // Up, down over many epochs, at once, and down to nothing, where it stays; then by default.
    const lines = [
      { startFactor: low(), endFactor: inputs.number(0.7, 0.9), totalIters: inputs.integer(3, 6) },
      { startFactor: inputs.number(0.7, 0.9), endFactor: low(), totalIters: inputs.integer(48, 55) },
      { startFactor: 1, endFactor: low(), totalIters: 1 },
      { startFactor: inputs.number(0.5, 1), endFactor: 0, totalIters: inputs.integer(2, 5) },
    ];
    const count = (totalIters: number) => totalIters + 14;
    const problems: RateProblem[] = [
      ...lines.map(
        (options): RateProblem => ({
          base,
          epochs: count(options.totalIters),
          schedules: [{ name: "LinearLR", options }],
        }),
      ),
      { base: [base[0]], epochs: 19, schedules: [{ name: "LinearLR" }] },
    ];
    const followed = await submission.evaluate(followRates, ...problems);
    const all = [...lines, { startFactor: 1 / 3, endFactor: 1, totalIters: 5 }];
    for (const [index, { startFactor, endFactor, totalIters }] of all.entries()) {
      expectRates(
        followed[index],
        problems[index],
        epochs(count(totalIters)).map((epoch) =>
          problems[index].base.map((rate) => warmUp(rate, epoch, startFactor, endFactor, totalIters)),
        ),
        // Down to nothing is down to a rounding error for who adds up in another order.
        { absolute: 1e-14 },
      );
    }
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
    const [base, gamma, byHand] = [inputs.number(0.1, 0.5), inputs.number(0.3, 0.8), inputs.number(1, 2)];
    const [startFactor, totalIters] = [inputs.number(0.1, 0.3), inputs.integer(5, 9)];
    const at = inputs.integer(1, 3);
    const linear = { name: "LinearLR", options: { startFactor, totalIters } } as const;
    const problems: RateProblem[] = [
      { base: [base], epochs: 62, schedules: [linear, { name: "StepLR", options: { stepSize: 1, gamma } }] },
      {
        base: [base],
        epochs: 20,
        schedules: [linear],
        setByHand: [{ epoch: at, rate: byHand }],
      },
    ];
    const [together, changed] = await submission.evaluate(followRates, ...problems);
    const plain = (epoch: number) => warmUp(base, epoch, startFactor, 1, totalIters);
    expectRates(
      together,
      problems[0],
      epochs(62).map((epoch) => [stepDecay(plain(epoch), epoch, 1, gamma)]),
    );
    expectRates(
      changed,
      problems[1],
      epochs(20).map((epoch) => [epoch < at ? plain(epoch) : (byHand * plain(epoch)) / plain(at)]),
    );
  },
);
