import { epochs } from "../epochs.ts";
import { expectRates } from "../expect-rates.ts";
import { followRates, type RateProblem } from "../follow-rates.ts";
import { hidden } from "../hidden.ts";
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
    const base = [inputs.number(0.1, 0.5), 0, inputs.number(1.5, 5)];
    const [stepSize, gamma] = [inputs.integer(2, 4), inputs.number(0.3, 0.8)];
    const [longer, growth] = [inputs.integer(10, 17), inputs.number(1.1, 1.5)];
    const problems: RateProblem[] = [
      { base, epochs: 64, schedules: [{ name: "StepLR", options: { stepSize, gamma } }] },
      { base, epochs: 20, schedules: [{ name: "StepLR", options: { stepSize: 1 } }] },
      {
        base: [base[0]],
        epochs: 70,
        schedules: [{ name: "StepLR", options: { stepSize: longer, gamma: growth } }],
      },
    ];
    problems.push({ base, epochs: 6, schedules: [{ name: "StepLR", options: { stepSize, gamma: 0 } }] });
    const [decaying, everyEpoch, growing, stopping] = await submission.evaluate(followRates, ...problems);
    const expected = (count: number, size: number, factor: number) =>
      epochs(count).map((epoch) => base.map((rate) => stepDecay(rate, epoch, size, factor)));
    expectRates(decaying, problems[0], expected(64, stepSize, gamma));
    expectRates(everyEpoch, problems[1], expected(20, 1, 0.1));
    expectRates(stopping, problems[3], expected(6, stepSize, 0));
    expectRates(
      growing,
      problems[2],
      expected(70, longer, growth).map(([rate]) => [rate]),
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
    const [base, gamma, byHand] = [inputs.number(0.1, 0.5), inputs.number(0.3, 0.8), inputs.number(1, 2)];
    const stepSize = inputs.integer(2, 4);
    const at = stepSize * inputs.integer(1, 3) + 1;
    const problems: RateProblem[] = [
      {
        base: [base],
        epochs: 62,
        schedules: [{ name: "StepLR", options: { stepSize, gamma } }],
        setByHand: [{ epoch: at, rate: byHand }],
      },
      {
        base: [base],
        epochs: 62,
        schedules: [
          { name: "StepLR", options: { stepSize, gamma } },
          { name: "StepLR", options: { stepSize: stepSize + 1, gamma: 0.5 } },
        ],
      },
      {
        base: [base],
        epochs: 20,
        schedules: [{ name: "StepLR", options: { stepSize, gamma } }],
        joins: { epoch: at, rate: byHand },
      },
    ];
    const [changed, together, joined] = await submission.evaluate(followRates, ...problems);
    const plain = (epoch: number) => stepDecay(base, epoch, stepSize, gamma);
    // A rate that comes in between has missed the decays before it, and none after.
    const late = (epoch: number) => (byHand * plain(epoch)) / plain(at);
    const [first, second, third] = problems;
    expectRates(
      changed,
      first,
      epochs(62).map((epoch) => [epoch < at ? plain(epoch) : late(epoch)]),
    );
    expectRates(
      together,
      second,
      epochs(62).map((epoch) => [stepDecay(plain(epoch), epoch, stepSize + 1, 0.5)]),
    );
    expectRates(
      joined,
      third,
      epochs(20).map((epoch) => (epoch < at ? [plain(epoch)] : [plain(epoch), late(epoch)])),
    );
  },
);
