import { expect } from "vitest";
import { expectUpdates } from "../expect-updates.ts";
import { expectedUpdates } from "../expected-updates.ts";
import type { UpdateProblem } from "../follow-updates.ts";
import { hidden } from "../hidden.ts";
import { float32 } from "../tolerances.ts";
import { sgd } from "./expected.ts";

// SGD without momentum is gradient descent, step after step.
hidden(
  "sgd.plain",
  {
    title: "SGD without momentum",
    points: 2,
    visibility: "visible",
    hint: "With momentum 0 a step is gradientDescentStep for each parameter, and nothing is remembered.",
  },
  async ({ inputs }) => {
    await expectUpdates([
      {
        optimizer: "SGD",
        options: { learningRate: inputs.number(0.03, 0.08) },
        start: inputs.start(3, 1),
        gradients: inputs.gradients(4, 3, 1),
      },
      sgd,
    ]);
  },
);

// Momentum: b = g first, then b = μb + g, and θ moves by αb.
hidden(
  "sgd.momentum",
  {
    title: "SGD with momentum",
    points: 4,
    visibility: "visible",
    hint: "On the first step b = g; from then on b = μb + g, with the whole gradient and not (1−μ) of it. The parameter moves by −αb.",
  },
  async ({ inputs }) => {
    await expectUpdates([
      {
        optimizer: "SGD",
        options: { learningRate: inputs.number(0.01, 0.02), momentum: inputs.number(0.7, 0.95) },
        start: inputs.start(4),
        gradients: inputs.gradients(6, 4),
      },
      sgd,
    ]);
  },
);

// Every parameter has a velocity of its own, whatever its shape or place.
hidden(
  "sgd.velocity-per-parameter",
  {
    title: "SGD: a velocity for each parameter",
    points: 3,
    visibility: "visible",
    hint: "Keep the velocities in a Map with the parameter itself as the key. A position, a counter or a shape points at the wrong one as soon as some parameter has no gradient or two look alike.",
  },
  async ({ inputs }) => {
    const run = {
      optimizer: "SGD" as const,
      options: { learningRate: 0.02, momentum: inputs.number(0.7, 0.95) },
      start: inputs.start(2, 2, 2),
      // The first parameter joins late, so a velocity found by counting belongs to someone else.
      gradients: inputs.gradients(5, 2, 2, 2).map((step, t) => (t < 2 ? [null, ...step.slice(1)] : step)),
    };
    await expectUpdates([run, sgd], [{ ...run, groups: [{}, {}, {}] }, sgd]);
  },
);

// The velocity is free of the learning rate: a new rate counts at once and in full.
hidden(
  "sgd.rate-outside-velocity",
  {
    title: "SGD: the velocity is free of the learning rate",
    points: 3,
    visibility: "after-due",
    hint: "Multiply by the learning rate when the parameter moves, not when the velocity is updated. The two agree until the rate changes.",
  },
  async ({ inputs }) => {
    await expectUpdates([
      {
        optimizer: "SGD",
        options: { learningRate: 0.05, momentum: 0.9 },
        start: inputs.start(3),
        // A first gradient of zero: how a velocity begins is for another test to tell.
        gradients: [[[0, 0, 0]], ...inputs.gradients(4, 3)],
        rates: [0.05, 0.05, 0.01, 0.01, 0.03].map((rate) => rate * inputs.number(0.8, 1.2)),
      },
      sgd,
    ]);
  },
);

// Weight decay adds λθ to the gradient before anything else happens.
hidden(
  "sgd.weight-decay",
  {
    title: "SGD with weight decay",
    points: 2,
    visibility: "visible",
    hint: "Add λθ to the gradient first, so that it takes part in the velocity like the rest of the gradient.",
  },
  async ({ inputs }) => {
    const run = { start: inputs.start(3), gradients: inputs.gradients(5, 3) };
    const weightDecay = inputs.number(0.1, 0.5);
    await expectUpdates(
      [{ optimizer: "SGD", options: { learningRate: 0.03, weightDecay }, ...run }, sgd],
      [{ optimizer: "SGD", options: { learningRate: 0.01, momentum: 0.9, weightDecay }, ...run }, sgd],
    );
  },
);

// Dampening holds new gradients back, but not the first, and without momentum none.
hidden(
  "sgd.dampening",
  {
    title: "SGD with dampening",
    points: 2,
    visibility: "visible",
    hint: "b = μb + (1−d)g from the second step on. The first velocity is the whole gradient. Without momentum there is no velocity, so nothing is held back.",
  },
  async ({ inputs }) => {
    const dampening = inputs.number(0.2, 0.7);
    const run = { start: inputs.start(3), gradients: inputs.gradients(5, 3) };
    await expectUpdates(
      [{ optimizer: "SGD", options: { learningRate: 0.02, momentum: 0.9, dampening }, ...run }, sgd],
      [{ optimizer: "SGD", options: { learningRate: 0.02, dampening }, ...run }, sgd],
    );
  },
);

// Nesterov steps along g + μb with the velocity of this step, and refuses dampening.
hidden(
  "sgd.nesterov",
  {
    title: "SGD with Nesterov momentum",
    points: 3,
    visibility: "visible",
    hint: "Update the velocity first, then step along g + μb with that new velocity. Nesterov together with dampening is a RangeError.",
  },
  async ({ submission, inputs }) => {
    await expectUpdates([
      {
        optimizer: "SGD",
        options: { learningRate: 0.01, momentum: inputs.number(0.6, 0.9), nesterov: true },
        start: inputs.start(3),
        gradients: inputs.gradients(5, 3),
      },
      sgd,
    ]);
    const message = await submission.evaluate(({ SGD, Variable }) => {
      try {
        new SGD([new Variable([1])], { momentum: 0.9, dampening: 0.1, nesterov: true });
        return "accepted";
      } catch (error) {
        return error instanceof RangeError ? error.message : "another kind of error";
      }
    });
    expect(message).toMatch(/dampening/i);
  },
);

// A zero gradient is a gradient: the velocity carries the parameter on.
hidden(
  "sgd.zero-gradient",
  {
    title: "SGD: a zero gradient still coasts",
    points: 2,
    visibility: "after-due",
    hint: "A gradient full of zeros is a gradient: the velocity shrinks by μ and the parameter moves on. Only null means skip.",
  },
  async ({ inputs }) => {
    const gradients = inputs.gradients(4, 3).map((step, t) => (t === 0 ? step : [[0, 0, 0]]));
    await expectUpdates([
      { optimizer: "SGD", options: { learningRate: 0.03, momentum: 0.9 }, start: inputs.start(3), gradients },
      sgd,
    ]);
  },
);

// The velocity is a copy: zeroing a gradient in place does not erase it.
hidden(
  "sgd.own-copy",
  {
    title: "SGD: the velocity is a copy",
    points: 2,
    visibility: "after-due",
    hint: "Storing gradient.data as the first velocity stores the tensor itself: whoever writes into the gradient later writes into your velocity. Clone it.",
  },
  async ({ submission, inputs }) => {
    const problem: UpdateProblem = {
      optimizer: "SGD",
      options: { learningRate: 0.03, momentum: 0.9 },
      start: inputs.start(3),
      gradients: inputs.gradients(4, 3),
    };
    const trace = await submission.evaluate(({ SGD, Variable }, problem) => {
      const parameters = problem.start.map((values) => new Variable([...values]));
      const optimizer = new SGD(parameters, { learningRate: 0.03, momentum: 0.9 });
      return problem.gradients.map((gradients) => {
        for (const [index, parameter] of parameters.entries()) {
          const arrived = new Variable([...(gradients[index] ?? [])], { requiresGrad: false });
          // As backward does it: write into the gradient that is there.
          if (parameter.grad === null) parameter.grad = arrived;
          else parameter.grad.data.add_(arrived.data);
        }
        optimizer.step();
        for (const parameter of parameters) parameter.grad?.data.fill_(0);
        return parameters.map((parameter) => Array.from(parameter.data.data));
      });
    }, problem);
    expect(trace).toBeAllClose(expectedUpdates(problem, sgd), float32);
  },
);
