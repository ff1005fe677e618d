import { expect } from "vitest";
import { adam } from "../adam/expected.ts";
import { adamw } from "../adamw/expected.ts";
import { expectUpdates } from "../expect-updates.ts";
import { hidden } from "../hidden.ts";
import { sgd } from "../sgd/expected.ts";

// ZeroGrad sets the gradient of every parameter in every group to null.
hidden(
  "optimizer.zero-grad",
  {
    title: "zeroGrad: every gradient in every group becomes null",
    points: 2,
    visibility: "visible",
    hint: "Go through all groups, and in each through all params. A gradient that survives is added to by the next backward().",
  },
  async ({ submission, inputs }) => {
    const sizes = inputs.start(1, 2, 3);
    const kept = await submission.evaluate(({ SGD, Variable }, sizes) => {
      const parameters = sizes.map((values) => new Variable([...values]));
      const [first, second, third] = parameters;
      if (!first || !second || !third) return ["fewer than three parameters"];
      const optimizer = new SGD([{ params: [first, second] }, { params: [third] }], { learningRate: 0.1 });
      for (const parameter of parameters)
        parameter.grad = new Variable(parameter.data, { requiresGrad: false });
      optimizer.zeroGrad();
      return parameters.map((parameter) => parameter.grad === null);
    }, sizes);
    expect(kept).toEqual([true, true, true]);
  },
);

// ZeroGrad({ setToNull: false }) fills the gradients with zeros in place.
hidden(
  "optimizer.zero-grad-in-place",
  {
    title: "zeroGrad({ setToNull: false }): gradients are filled with zeros",
    points: 2,
    visibility: "visible",
    hint: "Keep the same gradient object and fill its tensor with zeros, in every group. A parameter that has no gradient must not be given one.",
  },
  async ({ submission, inputs }) => {
    const seen = await submission.evaluate(
      ({ SGD, Variable }, starts) => {
        const parameters = starts.map((values) => new Variable([...values]));
        const [first, second, third] = parameters;
        if (!first || !second || !third) return null;
        const optimizer = new SGD([{ params: [first, second] }, { params: [third] }], { learningRate: 0.1 });
        const firstGradient = new Variable(first.data.clone(), { requiresGrad: false });
        const thirdGradient = new Variable(third.data.clone(), { requiresGrad: false });
        first.grad = firstGradient;
        third.grad = thirdGradient;
        optimizer.zeroGrad({ setToNull: false });
        return {
          sameObjects: first.grad === firstGradient && third.grad === thirdGradient,
          absent: second.grad === null,
          values: [...firstGradient.data.data, ...thirdGradient.data.data],
        };
      },
      inputs.start(2, 2, 1),
    );
    expect(seen).toEqual({ sameObjects: true, absent: true, values: [0, 0, 0] });
  },
);

// Every group follows its own options and takes the rest from the optimizer.
hidden(
  "optimizer.groups",
  {
    title: "Groups: each follows its own options",
    points: 4,
    visibility: "visible",
    hint: "Read learningRate, momentum, weightDecay and the rest from the group you are in, inside the loop over groups. An option a group leaves out comes from the optimizer's defaults.",
  },
  async ({ inputs }) => {
    const start = inputs.start(2, 2, 2);
    const gradients = inputs.gradientsAlong(4, start);
    const decay = inputs.number(0.1, 0.4);
    await expectUpdates(
      [
        {
          optimizer: "SGD",
          options: { learningRate: inputs.number(0.02, 0.03), momentum: 0.5 },
          start,
          gradients,
          // Decay is tried without momentum: how the two meet is for another test to tell.
          groups: [{}, { learningRate: inputs.number(0.05, 0.08) }, { momentum: 0, weightDecay: decay }],
        },
        sgd,
      ],
      [
        {
          optimizer: "Adam",
          options: { learningRate: 0.01 },
          start,
          gradients,
          groups: [{}, { learningRate: inputs.number(0.02, 0.04) }, { beta1: 0.5, weightDecay: decay }],
        },
        adam,
      ],
    );
  },
);

// A parameter without a gradient is left alone: no decay, no coasting.
hidden(
  "optimizer.absent-gradient",
  {
    title: "A parameter without a gradient is left alone",
    points: 3,
    visibility: "visible",
    hint: "null is not zero. When parameter.grad is null, skip the parameter: no weight decay, no step from old velocity, no step counted.",
  },
  async ({ inputs }) => {
    const start = inputs.start(2, 2);
    const gradients = inputs
      .gradientsAlong(5, start)
      .map((step, t) => (t === 1 || t === 3 ? [step[0] ?? [], null] : step));
    const decay = inputs.number(0.2, 0.5);
    const run = { start, gradients };
    await expectUpdates(
      [{ optimizer: "SGD", options: { learningRate: 0.03, momentum: 0.8, weightDecay: decay }, ...run }, sgd],
      [{ optimizer: "Adam", options: { learningRate: 0.03, weightDecay: decay }, ...run }, adam],
    );
  },
);

// The learning rate is read at every step, so a change in between counts.
hidden(
  "optimizer.live-rate",
  {
    title: "The learning rate is read at every step",
    points: 2,
    visibility: "visible",
    hint: "A schedule changes group.learningRate between steps. Do not keep a copy of the rate from the constructor.",
  },
  async ({ inputs }) => {
    const run = {
      options: { learningRate: inputs.number(0.01, 0.02) },
      start: inputs.start(3),
      gradients: inputs.gradients(4, 3),
      rates: [0.01, 0.04, 0.02, 0.005].map((rate) => rate * inputs.number(0.8, 1.2)),
    };
    await expectUpdates(
      [{ optimizer: "SGD", ...run }, sgd],
      [{ optimizer: "Adam", ...run }, adam],
      [{ optimizer: "AdamW", ...run, options: { weightDecay: 0.5 } }, adamw],
    );
  },
);

// Step() leaves every gradient exactly as it found it.
hidden(
  "optimizer.gradients-untouched",
  {
    title: "step() leaves the gradients as they were",
    points: 2,
    visibility: "after-due",
    hint: "Weight decay and the learning rate go into a new tensor, not into the gradient. Look for an in-place method (one that ends in _) on the gradient's data.",
  },
  async ({ submission, inputs }) => {
    const [start, gradient] = [inputs.signed(3, 1, 2), inputs.magnitudes(3, 0.01, 1)];
    const seen = await submission.evaluate(
      ({ gradientDescentStep, SGD, Adam, AdamW, Variable }, start, gradient) => {
        const options = { learningRate: 0.1, weightDecay: 0.3 };
        const make = [
          (parameter: InstanceType<typeof Variable>) => ({ step: () => gradientDescentStep(parameter, 0.1) }),
          (parameter: InstanceType<typeof Variable>) => new SGD([parameter], { ...options, momentum: 0.9 }),
          (parameter: InstanceType<typeof Variable>) => new Adam([parameter], options),
          (parameter: InstanceType<typeof Variable>) => new AdamW([parameter], options),
        ];
        return make.map((build) => {
          const parameter = new Variable([...start]);
          const optimizer = build(parameter);
          for (let step = 0; step < 3; step += 1) {
            parameter.grad = new Variable([...gradient], { requiresGrad: false });
            optimizer.step();
          }
          return parameter.grad === null ? null : Array.from(parameter.grad.data.data);
        });
      },
      start,
      gradient,
    );
    expect(seen).toEqual([gradient, gradient, gradient, gradient]);
  },
);

// Options out of range are refused with a RangeError that names them.
hidden(
  "optimizer.rejects-options",
  {
    title: "Options out of range throw a RangeError",
    points: 2,
    visibility: "visible",
    hint: "Check every group in the constructor: rates, momentum, decay and ε are at least 0, β₁ and β₂ are in [0, 1), Nesterov needs momentum. The message names the option: `SGD: learningRate must be >= 0, got -1`. What the starter checks must stay checked.",
  },
  async ({ submission, inputs }) => {
    const negative = -inputs.number(0.1, 2);
    const messages = await submission.evaluate((scope, negative) => {
      const { SGD, Adam, AdamW, StepLR, CosineAnnealingLR, LinearLR, Variable } = scope;
      const said = (build: () => unknown): string => {
        try {
          build();
          return "accepted";
        } catch (error) {
          return error instanceof RangeError ? error.message : "another kind of error";
        }
      };
      const [one, other] = [new Variable([1]), new Variable([1])];
      const rates = { paramGroups: [{ learningRate: 0.1 }] };
      return [
        said(() => new SGD([one], { learningRate: negative })),
        said(() => new SGD([one], { momentum: negative })),
        said(() => new SGD([one], { weightDecay: negative })),
        said(() => new SGD([one], { nesterov: true })),
        said(() => new Adam([one], { learningRate: negative })),
        said(() => new Adam([one], { beta1: 1 })),
        said(() => new Adam([one], { beta2: negative })),
        said(() => new Adam([one], { eps: negative })),
        said(() => new AdamW([one], { weightDecay: negative })),
        said(() => new SGD([])),
        said(() => new SGD([{ params: [one] }, { params: [] }])),
        said(() => new SGD([{ params: [one] }, { params: [other, one] }])),
        said(() => scope.gradientDescentStep(one, negative)),
        said(() => scope.clipGradNorm([one], negative)),
        said(() => scope.clipGradNorm([one], 1, { normType: 0 })),
        said(() => new StepLR(rates, { stepSize: 0 })),
        said(() => new StepLR(rates, { stepSize: 1.5 })),
        said(() => new CosineAnnealingLR(rates, { tMax: 0 })),
        said(() => new CosineAnnealingLR(rates, { tMax: 1.5 })),
        said(() => new LinearLR(rates, { totalIters: 0 })),
        said(() => new LinearLR(rates, { totalIters: 1.5 })),
        said(() => new LinearLR(rates, { startFactor: 0 })),
        said(() => new LinearLR(rates, { startFactor: 1.5 })),
      ];
    }, negative);
    const named = [
      "learningRate",
      "momentum",
      "weightDecay",
      "nesterov",
      "learningRate",
      "beta1",
      "beta2",
      "eps",
      "weightDecay",
      "parameter",
      "parameter",
      "group",
      "learningRate",
      "maxNorm",
      "normType",
      "stepSize",
      "stepSize",
      "tMax",
      "tMax",
      "totalIters",
      "totalIters",
      "startFactor",
      "startFactor",
    ];
    for (const [index, name] of named.entries()) expect(messages[index]).toMatch(new RegExp(name, "i"));
  },
);
