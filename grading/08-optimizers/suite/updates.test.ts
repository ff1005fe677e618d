import { submissionOf } from "@tinytorch/sandbox/suite";
import "@tinytorch/testkit/matchers";
import { expect, test } from "vitest";
import { adam, adamw } from "./expected/adam.ts";
import { expectedUpdates, type Rule } from "./expected/elementwise.ts";
import { sgd } from "./expected/sgd.ts";
import { followUpdates, type UpdateProblem } from "./follow-updates.ts";
import { Inputs } from "./inputs.ts";
import type { Scope } from "./scope.ts";

const submission = submissionOf<Scope>();

/** Float32 storage: half a unit in the last place for each of a handful of steps. */
const float32 = { rtol: 1e-6, atol: 1e-7 };

/** Every problem beside the rule that its updates must follow. */
async function expectUpdates(...runs: readonly (readonly [UpdateProblem, Rule])[]): Promise<void> {
  const traces = await submission.evaluate(followUpdates, ...runs.map(([problem]) => problem));
  expect(traces.length).toBe(runs.length);
  for (const [index, [problem, rule]] of runs.entries()) {
    expect(traces[index]?.flat(2)).toBeAllClose(expectedUpdates(problem, rule).flat(2), float32);
  }
}

test("gradientDescentStep moves θ to θ − αg and leaves the gradient as it was", {
  meta: { id: "gradient-descent.step" },
}, async () => {
  const inputs = new Inputs("gradient-descent.step");
  const [start, gradient, learningRate] = [
    inputs.signed(4, 1, 2),
    inputs.magnitudes(4, 0.01, 1),
    inputs.number(0.05, 0.2),
  ];
  const seen = await submission.evaluate(
    ({ gradientDescentStep, Variable }, start, gradient, learningRate) => {
      const parameter = new Variable([...start]);
      const resting = new Variable([...start]);
      const grad = new Variable([...gradient], { requiresGrad: false });
      parameter.grad = grad;
      gradientDescentStep(parameter, learningRate);
      gradientDescentStep(resting, learningRate);
      const standing = new Variable([...start]);
      standing.grad = grad;
      gradientDescentStep(standing, 0);
      return {
        parameter: Array.from(parameter.data.data),
        gradient: Array.from(grad.data.data),
        resting: Array.from(resting.data.data),
        standing: Array.from(standing.data.data),
      };
    },
    start,
    gradient,
    learningRate,
  );
  expect(seen.parameter).toBeAllClose(
    start.map((theta, i) => theta - learningRate * (gradient[i] ?? Number.NaN)),
    float32,
  );
  expect(seen.gradient).toEqual(gradient);
  expect(seen.resting).toEqual(start);
  expect(seen.standing).toEqual(start);
});

test("zeroGrad sets the gradient of every parameter in every group to null", {
  meta: { id: "optimizer.zero-grad" },
}, async () => {
  const inputs = new Inputs("optimizer.zero-grad");
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
});

test("zeroGrad({ setToNull: false }) fills the gradients with zeros in place", {
  meta: { id: "optimizer.zero-grad-in-place" },
}, async () => {
  const inputs = new Inputs("optimizer.zero-grad-in-place");
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
});

test("every group follows its own options and takes the rest from the optimizer", {
  meta: { id: "optimizer.groups" },
}, async () => {
  const inputs = new Inputs("optimizer.groups");
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
});

test("a parameter without a gradient is left alone: no decay, no coasting", {
  meta: { id: "optimizer.absent-gradient" },
}, async () => {
  const inputs = new Inputs("optimizer.absent-gradient");
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
});

test("the learning rate is read at every step, so a change in between counts", {
  meta: { id: "optimizer.live-rate" },
}, async () => {
  const inputs = new Inputs("optimizer.live-rate");
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
});

test("step() leaves every gradient exactly as it found it", {
  meta: { id: "optimizer.gradients-untouched" },
}, async () => {
  const inputs = new Inputs("optimizer.gradients-untouched");
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
});

test("options out of range are refused with a RangeError that names them", {
  meta: { id: "optimizer.rejects-options" },
}, async () => {
  const inputs = new Inputs("optimizer.rejects-options");
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
});

test("SGD without momentum is gradient descent, step after step", { meta: { id: "sgd.plain" } }, async () => {
  const inputs = new Inputs("sgd.plain");
  await expectUpdates([
    {
      optimizer: "SGD",
      options: { learningRate: inputs.number(0.03, 0.08) },
      start: inputs.start(3, 1),
      gradients: inputs.gradients(4, 3, 1),
    },
    sgd,
  ]);
});

test("momentum: b = g first, then b = μb + g, and θ moves by αb", {
  meta: { id: "sgd.momentum" },
}, async () => {
  const inputs = new Inputs("sgd.momentum");
  await expectUpdates([
    {
      optimizer: "SGD",
      options: { learningRate: inputs.number(0.01, 0.02), momentum: inputs.number(0.7, 0.95) },
      start: inputs.start(4),
      gradients: inputs.gradients(6, 4),
    },
    sgd,
  ]);
});

test("every parameter has a velocity of its own, whatever its shape or place", {
  meta: { id: "sgd.velocity-per-parameter" },
}, async () => {
  const inputs = new Inputs("sgd.velocity-per-parameter");
  const run = {
    optimizer: "SGD" as const,
    options: { learningRate: 0.02, momentum: inputs.number(0.7, 0.95) },
    start: inputs.start(2, 2, 2),
    // The first parameter joins late, so a velocity found by counting belongs to someone else.
    gradients: inputs.gradients(5, 2, 2, 2).map((step, t) => (t < 2 ? [null, ...step.slice(1)] : step)),
  };
  await expectUpdates([run, sgd], [{ ...run, groups: [{}, {}, {}] }, sgd]);
});

test("the velocity is free of the learning rate: a new rate counts at once and in full", {
  meta: { id: "sgd.rate-outside-velocity" },
}, async () => {
  const inputs = new Inputs("sgd.rate-outside-velocity");
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
});

test("weight decay adds λθ to the gradient before anything else happens", {
  meta: { id: "sgd.weight-decay" },
}, async () => {
  const inputs = new Inputs("sgd.weight-decay");
  const run = { start: inputs.start(3), gradients: inputs.gradients(5, 3) };
  const weightDecay = inputs.number(0.1, 0.5);
  await expectUpdates(
    [{ optimizer: "SGD", options: { learningRate: 0.03, weightDecay }, ...run }, sgd],
    [{ optimizer: "SGD", options: { learningRate: 0.01, momentum: 0.9, weightDecay }, ...run }, sgd],
  );
});

test("dampening holds new gradients back, but not the first, and without momentum none", {
  meta: { id: "sgd.dampening" },
}, async () => {
  const inputs = new Inputs("sgd.dampening");
  const dampening = inputs.number(0.2, 0.7);
  const run = { start: inputs.start(3), gradients: inputs.gradients(5, 3) };
  await expectUpdates(
    [{ optimizer: "SGD", options: { learningRate: 0.02, momentum: 0.9, dampening }, ...run }, sgd],
    [{ optimizer: "SGD", options: { learningRate: 0.02, dampening }, ...run }, sgd],
  );
});

test("Nesterov steps along g + μb with the velocity of this step, and refuses dampening", {
  meta: { id: "sgd.nesterov" },
}, async () => {
  const inputs = new Inputs("sgd.nesterov");
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
});

test("a zero gradient is a gradient: the velocity carries the parameter on", {
  meta: { id: "sgd.zero-gradient" },
}, async () => {
  const inputs = new Inputs("sgd.zero-gradient");
  const gradients = inputs.gradients(4, 3).map((step, t) => (t === 0 ? step : [[0, 0, 0]]));
  await expectUpdates([
    { optimizer: "SGD", options: { learningRate: 0.03, momentum: 0.9 }, start: inputs.start(3), gradients },
    sgd,
  ]);
});

test("the velocity is a copy: zeroing a gradient in place does not erase it", {
  meta: { id: "sgd.own-copy" },
}, async () => {
  const inputs = new Inputs("sgd.own-copy");
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
});

test("Adam's first step is about α long, whatever the size of the gradient", {
  meta: { id: "adam.first-step" },
}, async () => {
  const inputs = new Inputs("adam.first-step");
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
});

test("the first moment averages gradients by β₁, corrected by 1 − β₁ᵗ", {
  meta: { id: "adam.first-moment" },
}, async () => {
  const inputs = new Inputs("adam.first-moment");
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
});

test("the second moment averages squares by β₂, corrected by 1 − β₂ᵗ", {
  meta: { id: "adam.second-moment" },
}, async () => {
  const inputs = new Inputs("adam.second-moment");
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
});

test("Adam follows both moments with their bias correction", { meta: { id: "adam.moments" } }, async () => {
  const inputs = new Inputs("adam.moments");
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
});

test("ε is added to the corrected root, not inside it and not before", {
  meta: { id: "adam.epsilon" },
}, async () => {
  const inputs = new Inputs("adam.epsilon");
  const start = inputs.start(6);
  const gradients = Array.from({ length: 4 }, () => [inputs.magnitudes(6, 1e-9, 1e-5)]);
  const larger = Array.from({ length: 4 }, () => [inputs.magnitudes(6, 1e-4, 1e-1)]);
  await expectUpdates(
    [{ optimizer: "Adam", options: { learningRate: 0.03 }, start, gradients }, adam],
    [{ optimizer: "Adam", options: { learningRate: 0.03, eps: 1e-3 }, start, gradients: larger }, adam],
  );
});

test("every parameter counts its own steps, and only those with a gradient", {
  meta: { id: "adam.step-count" },
}, async () => {
  const inputs = new Inputs("adam.step-count");
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
});

test("every parameter has moments of its own, whatever its shape or place", {
  meta: { id: "adam.state-per-parameter" },
}, async () => {
  const inputs = new Inputs("adam.state-per-parameter");
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
});

test("Adam's weight decay goes through the gradient, into both moments", {
  meta: { id: "adam.weight-decay" },
}, async () => {
  const inputs = new Inputs("adam.weight-decay");
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
});

test("AMSGrad divides by the largest second moment so far, corrected afterwards", {
  meta: { id: "adam.amsgrad" },
}, async () => {
  const inputs = new Inputs("adam.amsgrad");
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
});

test("without options Adam uses 0.001, 0.9, 0.999 and 1e-8, and no decay", {
  meta: { id: "adam.defaults" },
}, async () => {
  const inputs = new Inputs("adam.defaults");
  const problem: UpdateProblem = {
    optimizer: "Adam",
    options: {},
    start: [[0, 0, 0, 0]],
    gradients: [4e-3, 1, 0.1, 0.3, 1e-4, 2].map((size) => [inputs.signed(4, 0.5 * size, size)]),
  };
  const [trace] = await submission.evaluate(followUpdates, problem);
  // Starting from 0 the default step of 0.001 can be seen to six digits.
  expect(trace).toBeAllClose(expectedUpdates(problem, adam), { rtol: 2e-5, atol: 1e-9 });
});

test("AdamW shrinks θ by αλ first and keeps the decay out of the moments", {
  meta: { id: "adamw.decoupled" },
}, async () => {
  const inputs = new Inputs("adamw.decoupled");
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
});

test("without options AdamW decays by 0.01", {
  meta: { id: "adamw.default-decay" },
}, async () => {
  const inputs = new Inputs("adamw.default-decay");
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
});
