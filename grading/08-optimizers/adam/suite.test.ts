import { expect } from "vitest";
import { expectUpdates } from "../expect-updates.ts";
import { expectedUpdates } from "../expected-updates.ts";
import { followUpdates, type UpdateProblem } from "../follow-updates.ts";
import { hidden } from "../hidden.ts";
import { adam } from "./expected.ts";

// Adam's first step is about α long, whatever the size of the gradient.
hidden(
  "adam.first-step",
  {
    title: "Adam's first step is α long",
    points: 2,
    visibility: "visible",
    hint: "On the first step m̂ is g and v̂ is g², so the step is α times the sign of g. A much longer or shorter one means a bias correction is missing or wrong.",
  },
  async ({ submission, inputs }) => {
    const learningRate = inputs.number(0.05, 0.2);
    const start = inputs.start(4);
    const gradients = [[inputs.magnitudes(4, 0.1, 1e3)]];
    const [trace] = await submission.evaluate(followUpdates, {
      optimizer: "Adam",
      options: { learningRate },
      start,
      gradients,
    });
    const moves = start.flat().map((theta, i) => (trace?.[0]?.[0]?.[i] ?? Number.NaN) - theta);
    const expected = gradients.flat(2).map((gradient) => -Math.sign(gradient) * learningRate);
    expect(moves).toBeAllClose(expected, { rtol: 1e-4, atol: 0 });
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
        // Gradients of 1 and −1, and no memory in v: whatever it averages is 1, and what is left is m̂.
        options: { learningRate: 0.02, beta1: inputs.number(0.6, 0.9), beta2: 0 },
        start: inputs.start(8),
        gradients: Array.from({ length: 5 }, () => [inputs.signed(8, 1, 1)]),
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
        options: { learningRate: 0.02, beta1: 0, beta2: inputs.number(0.7, 0.95) },
        start: inputs.start(4),
        gradients: inputs.gradients(5, 4),
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
    const run = {
      optimizer: "Adam" as const,
      start: inputs.start(3, 2),
      gradients: inputs.gradients(6, 3, 2),
    };
    const [beta1, beta2] = [inputs.number(0.3, 0.6), inputs.number(0.7, 0.95)];
    await expectUpdates(
      [{ ...run, options: { learningRate: 0.02 } }, adam],
      [{ ...run, options: { learningRate: 0.02, beta1, beta2 } }, adam],
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
    const start = inputs.start(6);
    const gradients = Array.from({ length: 4 }, () => [inputs.magnitudes(6, 1e-9, 1e-5)]);
    const larger = Array.from({ length: 4 }, () => [inputs.magnitudes(6, 1e-4, 1e-1)]);
    await expectUpdates(
      [{ optimizer: "Adam", options: { learningRate: 0.03 }, start, gradients }, adam],
      [{ optimizer: "Adam", options: { learningRate: 0.03, eps: 1e-3 }, start, gradients: larger }, adam],
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
        options: { learningRate: 0.03, beta1: 0.8, beta2: 0.9 },
        start: inputs.start(2, 2),
        gradients: inputs
          .gradients(6, 2, 2)
          .map((step, t) => (t < 3 || t === 4 ? [step[0] ?? [], null] : step)),
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
      options: { learningRate: 0.02, beta2: 0.9 },
      start: inputs.start(2, 2, 2),
      // Of size 1, so that v, shared or not, is for the other tests to tell: here the first moment and the steps do.
      gradients: Array.from({ length: 5 }, (_, t) => [
        t < 2 ? null : inputs.signed(2, 1, 1),
        inputs.signed(2, 1, 1),
        inputs.signed(2, 1, 1),
      ]),
    };
    await expectUpdates([run, adam], [{ ...run, groups: [{}, {}, {}] }, adam]);
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
    const start = inputs.start(4);
    await expectUpdates([
      {
        optimizer: "Adam",
        options: { learningRate: 0.02, weightDecay: inputs.number(0.1, 0.5) },
        start,
        gradients: inputs.gradientsAlong(5, start),
      },
      adam,
    ]);
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
    // One large gradient, then small ones: v falls, its maximum stays.
    const sizes = [1, 0.5, 0.1, 0.01, 0.01, 0.02];
    const gradients = sizes.map((size) => [inputs.signed(3, 0.8 * size, size)]);
    await expectUpdates([
      {
        optimizer: "Adam",
        options: { learningRate: 0.03, beta2: 0.6, amsgrad: true },
        start: inputs.start(3),
        gradients,
      },
      adam,
    ]);
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
  async ({ submission, inputs }) => {
    const problem: UpdateProblem = {
      optimizer: "Adam",
      options: {},
      start: [[0, 0, 0, 0]],
      gradients: [4e-3, 1, 0.1, 0.3, 1e-4, 2].map((size) => [inputs.signed(4, 0.5 * size, size)]),
    };
    const [trace] = await submission.evaluate(followUpdates, problem);
    // Starting from 0 the default step of 0.001 can be seen to six digits.
    expect(trace).toBeAllClose(expectedUpdates(problem, adam), { rtol: 2e-5, atol: 1e-9 });
  },
);
