import { expectUpdates } from "../expect-updates.ts";
import { hidden } from "../hidden.ts";
import { course, roughWeather } from "../weather.ts";
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
    const weather = ["plain", "none", "none", "zero", "none", "large"] as const;
    const run = (length: number) => ({
      optimizer: "AdamW" as const,
      // The one that is without a gradient for a while comes first: the other's decay must not hang on it.
      start: inputs.start(2, 3),
      ...course(inputs, length, { size: 2, weather }, { size: 3, weather: roughWeather }),
    });
    const groups = [
      { params: [1], options: { learningRate: 0.04, beta1: 0.7, beta2: 0.9 } },
      // One that shrinks past zero: αλ is above 1.
      { params: [0], options: { learningRate: 1.5, weightDecay: inputs.number(0.8, 1.2) } },
    ];
    const weightDecay = inputs.number(0.5, 2);
    await expectUpdates(
      [{ ...run(7), options: { learningRate: 0.02, weightDecay, eps: 0 } }, adamw],
      [{ ...run(1), options: { learningRate: 0.02, weightDecay: 0.8, eps: 0 }, groups }, adamw],
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
    const run = { optimizer: "AdamW" as const, start: inputs.start(3) };
    await expectUpdates(
      [
        { ...run, options: { learningRate: 1 }, gradients: Array.from({ length: 12 }, () => [[0, 0, 0]]) },
        adamw,
      ],
      [{ ...run, gradients: Array.from({ length: 6 }, () => [[0, 0, 0]]) }, adamw],
      // None is none, and not the default.
      [
        { ...run, options: { learningRate: 1, weightDecay: 0 }, gradients: [[[0, 0, 0]], [[0, 0, 0]]] },
        adamw,
      ],
    );
  },
);
