import { adamw } from "../adamw/expected.ts";
import { expectUpdates } from "../expect-updates.ts";
import { hidden } from "../hidden.ts";
import { course, roughWeather } from "../weather.ts";
import { adam } from "./expected.ts";

// Most runs have an ε of zero: where it stands is for one test to tell, and it would blur the others.

// Adam's first step is about α long, whatever the size of the gradient.
hidden(
  "adam.first-step",
  {
    title: "Adam's first step is α long",
    points: 2,
    visibility: "visible",
    hint: "On the first step m̂ is g and v̂ is g², so the step is α times the sign of g. A much longer or shorter one means a bias correction is missing or wrong.",
  },
  async ({ inputs }) => {
    // From 0, so that the step is seen to seven digits; large beside ε.
    const run = { optimizer: "Adam" as const, start: [[0, 0, 0, 0]] };
    const gradients = () => [[inputs.magnitudes(4, 10, 1e4)]];
    const learningRate = inputs.number(0.05, 0.2);
    const [beta1, beta2] = [inputs.number(0.3, 0.95), inputs.number(0.5, 0.99)];
    await expectUpdates(
      [{ ...run, options: { learningRate }, gradients: gradients() }, adam],
      [
        { ...run, options: { learningRate: 16 * learningRate + 1, beta1, beta2 }, gradients: gradients() },
        adam,
      ],
    );
  },
);

// The first moment averages gradients by β₁, corrected by 1 − β₁ᵗ.
hidden(
  "adam.first-moment",
  {
    title: "Adam: the first moment",
    points: 2,
    visibility: "visible",
    hint: "m = β₁m + (1−β₁)g, then m̂ = m / (1 − β₁ᵗ) with t = 1 on the first step. The division gives a new tensor: m itself is carried on as it is.",
  },
  async ({ inputs }) => {
    await expectUpdates([
      {
        optimizer: "Adam",
        // No memory in v: what is left is m̂ over the size of the present gradient.
        options: { learningRate: 0.02, beta1: inputs.number(0.6, 0.95), beta2: 0, eps: 0 },
        start: inputs.start(4),
        ...course(inputs, 2, {
          size: 4,
          weather: ["plain", "turning", "large", "tiny", "turning", "plain"],
        }),
      },
      adam,
    ]);
  },
);

// The second moment averages squares by β₂, corrected by 1 − β₂ᵗ.
hidden(
  "adam.second-moment",
  {
    title: "Adam: the second moment",
    points: 2,
    visibility: "visible",
    hint: "v = β₂v + (1−β₂)g² with the gradient squared element by element, then v̂ = v / (1 − β₂ᵗ), and the step divides by the root of v̂.",
  },
  async ({ inputs }) => {
    await expectUpdates([
      {
        optimizer: "Adam",
        // Without memory m̂ is g itself: what is left is g / √v̂.
        options: { learningRate: 0.02, beta1: 0, beta2: inputs.number(0.7, 0.95), eps: 0 },
        start: inputs.start(4),
        ...course(inputs, 2, { size: 4, weather: roughWeather }),
      },
      adam,
    ]);
  },
);

// Adam follows both moments with their bias correction.
hidden(
  "adam.moments",
  {
    title: "Adam: both moments together",
    points: 2,
    visibility: "visible",
    hint: "m uses β₁ and v uses β₂; see that the two are not swapped. Work the visible test with two steps out on paper.",
  },
  async ({ inputs }) => {
    const [beta1, beta2] = [inputs.number(0.3, 0.6), inputs.number(0.8, 0.95)];
    const run = (length: number) => ({
      optimizer: "Adam" as const,
      start: inputs.start(3),
      ...course(inputs, length, { size: 3, weather: roughWeather }),
    });
    // Long past the steps that any other test takes: what changes late changes here.
    const alone = {
      optimizer: "Adam" as const,
      start: [[inputs.number(1, 2)]],
      gradients: Array.from({ length: 130 }, () => [inputs.signed(1, 0.1, 3)]),
    };
    await expectUpdates(
      [{ ...run(10), options: { learningRate: 0.02, eps: 0 } }, adam],
      [{ ...run(1), options: { learningRate: 0.02, beta1, beta2, eps: 0 } }, adam],
      [{ ...alone, options: { learningRate: 0.02, eps: 0 } }, adam],
    );
  },
);

// Ε is added to the corrected root, not inside it and not before.
hidden(
  "adam.epsilon",
  {
    title: "Adam: the place of ε",
    points: 2,
    visibility: "visible",
    hint: "Correct v, take its root, then add ε. Inside the root, or before the correction, ε weighs far more where gradients are tiny.",
  },
  async ({ inputs }) => {
    const run = (steps: number, low: number, high: number) => ({
      optimizer: "Adam" as const,
      start: [[0, 0, 0, 0]],
      // A first gradient of zero: ε alone keeps the division from giving NaN.
      gradients: Array.from({ length: steps }, (_, t) => [
        t === 0 || t % 7 === 4 ? [0, 0, 0, 0] : inputs.magnitudes(4, low, high),
      ]),
    });
    const eps = inputs.number(5e-4, 5e-3);
    await expectUpdates(
      [{ ...run(16, 1e-9, 1e-5), options: { learningRate: 0.03 } }, adam],
      [{ ...run(9, 1e-4, 1e-1), options: { learningRate: 0.03, eps, beta2: 0.9 } }, adam],
    );
  },
);

// Every parameter counts its own steps, and only those with a gradient.
hidden(
  "adam.step-count",
  {
    title: "Adam: each parameter counts its own steps",
    points: 2,
    visibility: "after-due",
    hint: "t is the number of gradients this parameter has had, not the number of calls of step(). Keep it beside the parameter's moments.",
  },
  async ({ inputs }) => {
    await expectUpdates([
      {
        optimizer: "Adam",
        options: { learningRate: 0.03, beta1: 0.9, beta2: inputs.number(0.95, 0.99), eps: 0 },
        start: inputs.start(2, 3),
        ...course(
          inputs,
          3,
          { size: 2, weather: ["plain", "turning", "none", "plain", "patchy", "zero"] },
          { size: 3, weather: ["none", "plain", "none", "turning", "none", "plain"] },
        ),
      },
      adam,
    ]);
  },
);

// Every parameter has moments of its own, whatever its shape or place.
hidden(
  "adam.state-per-parameter",
  {
    title: "Adam: moments for each parameter",
    points: 2,
    visibility: "visible",
    hint: "Key the state by the parameter object. Two parameters of one shape, or one that joins late, must not share moments.",
  },
  async ({ inputs }) => {
    const run = {
      optimizer: "Adam" as const,
      options: { learningRate: 0.02, beta1: 0.8, beta2: inputs.number(0.85, 0.95), eps: 0 },
      start: inputs.start(2, 2, 3),
    };
    const late = { size: 2, weather: ["none", "plain", "none", "none", "turning", "zero"] } as const;
    const early = { size: 2, weather: ["plain", "turning", "none", "large", "none", "plain"] } as const;
    const other = { size: 3, weather: ["turning", "none", "plain", "none", "none", "patchy"] } as const;
    const groups = run.start.map((_, index) => ({ params: [index], options: {} }));
    await expectUpdates(
      [{ ...run, ...course(inputs, 2, late, early, other) }, adam],
      [{ ...run, ...course(inputs, 1, late, early, other), groups }, adam],
    );
  },
);

// Adam's weight decay goes through the gradient, into both moments.
hidden(
  "adam.weight-decay",
  {
    title: "Adam with weight decay",
    points: 2,
    visibility: "visible",
    hint: "In Adam (not AdamW) λθ is added to the gradient before both moments see it.",
  },
  async ({ inputs }) => {
    const run = (length: number) => ({
      optimizer: "Adam" as const,
      start: inputs.start(4),
      ...course(inputs, length, { size: 4, weather: roughWeather }),
    });
    const [small, large] = [inputs.number(0.003, 0.02), inputs.number(1.1, 1.6)];
    await expectUpdates(
      [{ ...run(4), options: { learningRate: 0.02, weightDecay: large, eps: 0 } }, adam],
      [{ ...run(1), options: { learningRate: 0.02, weightDecay: small, eps: 0 } }, adam],
    );
  },
);

// AMSGrad divides by the largest second moment so far, corrected afterwards.
hidden(
  "adam.amsgrad",
  {
    title: "Adam with AMSGrad",
    points: 2,
    visibility: "after-due",
    hint: "Keep, element by element, the largest v as it is before correction; correct that maximum by 1 − β₂ᵗ at each step and divide by its root.",
  },
  async ({ inputs }) => {
    // After each large gradient v falls, and its maximum stays; the elements have theirs at different times.
    const draw = (t: number, shift: number) =>
      inputs.magnitudes(4, 0.1, 1).map((value, e) => {
        const peak = 30 * e + 2 + shift;
        if (t === peak || t === peak - 2) return 8 * value;
        return t > 10 && (t + e) % 11 > 7 ? 0 : value / (1 + 20 * Math.abs(Math.sin(t / 5 + e + shift)));
      });
    await expectUpdates(
      [
        {
          optimizer: "Adam",
          options: { learningRate: 0.03, beta2: inputs.number(0.8, 0.92), eps: 0, amsgrad: true },
          start: [[0, 0, 0, 0]],
          gradients: Array.from({ length: 62 }, (_, t) => [draw(t, 0)]),
        },
        adam,
      ],
      // Two of one shape, each with largest ones of its own.
      [
        {
          optimizer: "AdamW",
          options: { learningRate: 0.03, eps: 0, amsgrad: true },
          start: [
            [0, 0, 0, 0],
            [0, 0, 0, 0],
          ],
          gradients: Array.from({ length: 8 }, (_, t) => [draw(t, 0), draw(t, 3)]),
        },
        adamw,
      ],
    );
  },
);

// Without options Adam uses 0.001, 0.9, 0.999 and 1e-8, and no decay.
hidden(
  "adam.defaults",
  {
    title: "Adam's default options",
    points: 2,
    visibility: "visible",
    hint: "Without options: learningRate 0.001, beta1 0.9, beta2 0.999, eps 1e-8, weightDecay 0, no AMSGrad.",
  },
  async ({ inputs }) => {
    // From 0, where the default step of 0.001 can be seen to seven digits; gradients that ε shows beside.
    await expectUpdates([
      {
        optimizer: "Adam",
        start: [[0, 0, 0, 0]],
        gradients: Array.from({ length: 9 }, (_, t) => {
          const low = [1e-5, 0.1, 1][t % 3];
          return [inputs.magnitudes(4, low, 10 * low)];
        }),
      },
      adam,
    ]);
  },
);
