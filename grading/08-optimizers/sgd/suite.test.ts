import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectUpdates } from "../expect-updates.ts";
import { expectedUpdates } from "../expected-updates.ts";
import type { UpdateProblem } from "../follow-updates.ts";
import { hidden } from "../hidden.ts";
import { course, roughWeather } from "../weather.ts";
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
    const sizes = [
      { size: 3, weather: roughWeather } as const,
      { size: 1, weather: ["turning", "none", "none"] } as const,
    ];
    await expectUpdates(
      [
        {
          optimizer: "SGD",
          options: { learningRate: inputs.number(0.03, 0.08) },
          start: inputs.start(3, 1),
          ...course(inputs, 2, ...sizes),
        },
        sgd,
      ],
      [{ optimizer: "SGD", start: inputs.start(2), gradients: inputs.gradients(4, 2) }, sgd],
      // A rate of zero is a rate, and not one that was left out.
      [
        {
          optimizer: "SGD",
          options: { learningRate: 0 },
          start: inputs.start(2),
          gradients: inputs.gradients(2, 2),
        },
        sgd,
      ],
    );
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
    await expectUpdates(
      [
        {
          optimizer: "SGD",
          options: { learningRate: inputs.number(0.01, 0.02), momentum: inputs.number(0.85, 0.98) },
          start: inputs.start(4),
          ...course(inputs, 10, { size: 4, weather: roughWeather }),
        },
        sgd,
      ],
      [
        {
          optimizer: "SGD",
          options: { learningRate: inputs.number(1.5, 3), momentum: inputs.number(0.1, 0.4) },
          start: inputs.start(2),
          ...course(inputs, 2, { size: 2, weather: ["turning", "plain"] }),
        },
        sgd,
      ],
      // A velocity that grows by itself is unwise, and allowed.
      [
        {
          optimizer: "SGD",
          options: { learningRate: 0.1, momentum: inputs.number(1.2, 1.5) },
          start: inputs.start(1),
          gradients: inputs.gradients(4, 1),
        },
        sgd,
      ],
    );
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
      start: inputs.start(2, 2, 3),
    };
    // The first parameter joins late, so a velocity found by counting belongs to someone else.
    const late = { size: 2, weather: ["none", "plain", "none", "none", "turning", "zero"] } as const;
    const early = { size: 2, weather: ["plain", "turning", "none", "plain", "none", "plain"] } as const;
    const other = { size: 3, weather: ["turning", "none", "plain", "none", "none", "patchy"] } as const;
    const groups = run.start.map((_, index) => ({ params: [index], options: {} }));
    await expectUpdates(
      [{ ...run, ...course(inputs, 3, late, early, other) }, sgd],
      [{ ...run, ...course(inputs, 1, late, early, other), groups }, sgd],
    );
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
    const run = course(inputs, 3, { size: 3, weather: roughWeather });
    // A first gradient of zero: how a velocity begins is for another test to tell.
    const gradients = [[[0, 0, 0]], ...run.gradients.slice(1)];
    // Another rate at every step, over three powers of ten; a rate of zero stops the parameter, not the velocity.
    const changes = gradients.map((_, step) => ({
      step,
      group: 0,
      options: { learningRate: step % 9 === 5 ? 0 : Math.abs(inputs.magnitudes(1, 1e-3, 1)[0]) },
    }));
    await expectUpdates([
      {
        ...run,
        optimizer: "SGD",
        options: { learningRate: 0.05, momentum: inputs.number(0.8, 0.95) },
        start: inputs.start(3),
        gradients,
        changes,
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
    const run = (length: number) => ({
      optimizer: "SGD" as const,
      start: inputs.start(3),
      ...course(inputs, length, { size: 3, weather: roughWeather }),
    });
    const momentum = inputs.number(0.8, 0.95);
    const [small, large] = [inputs.number(0.003, 0.02), inputs.number(1.1, 1.6)];
    await expectUpdates(
      [{ ...run(1), options: { learningRate: 0.03, weightDecay: large } }, sgd],
      [{ ...run(6), options: { learningRate: 0.01, momentum, weightDecay: small } }, sgd],
      [{ ...run(1), options: { learningRate: 0.02, momentum, weightDecay: large, nesterov: true } }, sgd],
      [{ ...run(1), options: { learningRate: 0.02, momentum, weightDecay: large, dampening: 0.3 } }, sgd],
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
    const run = (length: number, first: "plain" | "zero") => ({
      optimizer: "SGD" as const,
      start: inputs.start(3, 3),
      // A velocity of zero is a velocity: what follows it is not a first gradient. Whoever joins late has a first one too.
      ...course(
        inputs,
        length,
        { size: 3, weather: [first, "turning", "none", "large", "zero", "patchy"] },
        {
          size: 3,
          weather: ["none", "none", "none", "none", "plain", first === "zero" ? "turning" : "none"],
        },
      ),
    });
    const momentum = inputs.number(0.6, 0.95);
    await expectUpdates(
      [{ ...run(4, "plain"), options: { learningRate: 0.02, momentum, dampening } }, sgd],
      [{ ...run(1, "zero"), options: { learningRate: 0.02, momentum, dampening: 1 - dampening } }, sgd],
      [{ ...run(1, "plain"), options: { learningRate: 0.02, dampening } }, sgd],
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
        options: {
          learningRate: inputs.number(0.01, 0.05),
          momentum: inputs.number(0.6, 0.95),
          nesterov: true,
        },
        start: inputs.start(4),
        ...course(inputs, 10, { size: 4, weather: roughWeather }),
      },
      sgd,
    ]);
    const dampening = inputs.number(0.1, 0.9);
    const refused = await submission.evaluate(({ SGD, Variable }, dampening) => {
      try {
        new SGD([new Variable([1])], { momentum: 0.9, dampening, nesterov: true });
        return null;
      } catch (error) {
        const { name, message } = Object(error);
        return { name, message };
      }
    }, dampening);
    expect(refused).toEqual({ name: "RangeError", message: expect.stringMatching(/dampening/i) });
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
    const momentum = inputs.number(0.85, 0.95);
    await expectUpdates([
      {
        optimizer: "SGD",
        options: { learningRate: inputs.number(0.02, 0.05), momentum },
        start: inputs.start(3),
        ...course(inputs, 2, { size: 3, weather: ["zero", "plain", "zero", "zero", "turning", "zero"] }),
      },
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
    const options = { learningRate: inputs.number(0.01, 0.05), momentum: inputs.number(0.8, 0.95) };
    const problem: UpdateProblem = {
      optimizer: "SGD",
      options,
      start: inputs.start(3),
      gradients: inputs.gradients(12, 3),
    };
    const trace = await submission.evaluate(
      ({ SGD, Variable }, start, arriving, options) => {
        const parameters = start.map((values) => new Variable([...values]));
        const optimizer = new SGD(parameters, options);
        return arriving.map((gradients) => {
          for (const [index, parameter] of parameters.entries()) {
            const arrived = new Variable([...(gradients[index] ?? [])], { requiresGrad: false });
            // As backward does it: write into the gradient that is there.
            if (parameter.grad === null) parameter.grad = arrived;
            else parameter.grad.data.add_(arrived.data);
          }
          optimizer.step();
          for (const parameter of parameters) parameter.grad?.data.fill_(0);
          return parameters.map(({ data: { data } }) =>
            Array.from({ length: data.length }, (_, e) => data[e]),
          );
        });
      },
      problem.start,
      problem.gradients,
      options,
    );
    expect(firstDifference(trace, expectedUpdates(problem, sgd), "trace")).toBe(null);
  },
);
