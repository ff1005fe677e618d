import { expectUpdates } from "../expect-updates.ts";
import { hidden } from "../hidden.ts";
import { adamw } from "./expected.ts";

// AdamW shrinks θ by αλ first and keeps the decay out of the moments.
hidden(
  "adamw.decoupled",
  {
    title: "AdamW: decay beside the gradient",
    points: 3,
    visibility: "visible",
    hint: "Multiply θ by 1 − αλ with the group's own α and λ, then take Adam's step from the bare gradient. A parameter without a gradient does not decay.",
  },
  async ({ inputs }) => {
    const run = {
      optimizer: "AdamW" as const,
      start: inputs.start(3, 2),
      gradients: inputs.gradients(5, 3, 2).map((step, t) => (t === 2 ? [step[0] ?? [], null] : step)),
    };
    const groups = [{ learningRate: 0.04 }, { weightDecay: inputs.number(2, 3) }];
    await expectUpdates(
      [{ ...run, options: { learningRate: 0.02, weightDecay: inputs.number(0.5, 2) } }, adamw],
      [{ ...run, options: { learningRate: 0.02, weightDecay: 0.8 }, groups }, adamw],
    );
  },
);

// Without options AdamW decays by 0.01.
hidden(
  "adamw.default-decay",
  {
    title: "AdamW's default decay",
    points: 2,
    visibility: "visible",
    hint: "AdamW decays by default, with λ = 0.01, and in proportion to the learning rate. A zero gradient still lets the decay act.",
  },
  async ({ inputs }) => {
    // A zero gradient moves nothing: what is left is the decay alone. At a rate of 1 it is λ itself, which is on trial here.
    await expectUpdates([
      {
        optimizer: "AdamW",
        options: { learningRate: 1 },
        start: inputs.start(3),
        gradients: Array.from({ length: 5 }, () => [[0, 0, 0]]),
      },
      adamw,
    ]);
  },
);
