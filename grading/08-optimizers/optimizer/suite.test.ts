import { exact, firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { adam } from "../adam/expected.ts";
import { adamw } from "../adamw/expected.ts";
import { expectUpdates } from "../expect-updates.ts";
import { expectedUpdates } from "../expected-updates.ts";
import { hidden } from "../hidden.ts";
import { sgd } from "../sgd/expected.ts";
import { course } from "../weather.ts";
import { followShapes } from "./follow-shapes.ts";
import { followTwo } from "./follow-two.ts";
import { givenAndKept } from "./given-and-kept.ts";
import { acceptedOptions, refusedCalls, refusedOptions } from "./options-out-of-range.ts";
import { callAll, makeAll } from "./refusals.ts";
import { zerosGiven } from "./zeros-given.ts";

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
    const shapes = [[], [3], [2, 2], [2, 1, 1], [1], [2]];
    const start = shapes.map((shape) =>
      inputs.signed(
        shape.reduce((size, length) => size * length, 1),
        1,
        2,
      ),
    );
    // Who has no gradient, in each round: at the beginning of a group, in the middle, at the end.
    const without = [
      [0, 5],
      [1, 3],
      [2, 4],
    ];
    const seen = await submission.evaluate(
      ({ SGD, Variable, tensor }, start, shapes, without) => {
        const parameters = start.map(
          (values, p) => new Variable(tensor([...values]).reshape([...shapes[p]])),
        );
        const [first, second, third, fourth, fifth, sixth] = parameters;
        // A group that rests has gradients to forget all the same.
        const groups = [{ params: [first, second, third] }, { params: [fourth, fifth], learningRate: 0 }];
        const optimizer = new SGD(groups, { learningRate: 0.1 });
        const clear = [
          () => optimizer.zeroGrad(),
          () => optimizer.zeroGrad({}),
          () => optimizer.zeroGrad({ setToNull: true }),
        ];
        optimizer.addParamGroup({ params: [sixth] });
        return clear.map((zeroGrad, round) => {
          for (const [p, parameter] of parameters.entries()) {
            const has = !without[round].includes(p);
            parameter.grad = has ? new Variable(parameter.data.clone(), { requiresGrad: false }) : null;
          }
          zeroGrad();
          return parameters.map(({ grad, data }) => ({
            grad: grad && Array.from(grad.data.data),
            data: Array.from(data.data),
          }));
        });
      },
      start,
      shapes,
      without,
    );
    expect(seen).toEqual(without.map(() => start.map((data) => ({ grad: null, data }))));
  },
);

// ZeroGrad({ setToNull: false }) fills the gradients with zeros in place.
hidden(
  "optimizer.zero-grad-in-place",
  {
    title: "zeroGrad({ setToNull: false }): gradients are filled with zeros",
    points: 1,
    visibility: "visible",
    hint: "Keep the same gradient object and fill its tensor with zeros, in every group. A parameter that has no gradient must not be given one.",
  },
  async ({ submission, inputs }) => {
    // What is not a number is zeroed too: zero times NaN is NaN.
    const gradients = [
      null,
      [...inputs.signed(3, 1, 2), Number.NaN],
      null,
      [Infinity, inputs.number(1e3, 1e4)],
      null,
      [-1],
      [2, -2],
      null,
    ];
    const shapes = [[2], [2, 2], [], [2, 1, 1], [1], [], [2], [2]];
    const start = shapes.map((shape) =>
      inputs.signed(
        shape.reduce((size, length) => size * length, 1),
        1,
        2,
      ),
    );
    const seen = await submission.evaluate(
      ({ SGD, Variable, tensor }, start, shapes, gradients) => {
        const shaped = (values: readonly number[], p: number) => tensor([...values]).reshape([...shapes[p]]);
        const parameters = start.map((values, p) => new Variable(shaped(values, p)));
        const groups = [{ params: parameters.slice(0, 4) }, { params: parameters.slice(4, 6) }];
        const optimizer = new SGD(groups, { learningRate: 0.1 });
        optimizer.addParamGroup({ params: parameters.slice(6) });
        const given = gradients.map((gradient, p) =>
          gradient === null ? null : new Variable(shaped(gradient, p), { requiresGrad: false }),
        );
        const tensors = given.map((gradient) => gradient?.data ?? null);
        return [0, 1].map(() => {
          for (const [index, parameter] of parameters.entries()) parameter.grad = given[index];
          optimizer.zeroGrad({ setToNull: false });
          const left = {
            values: tensors.map((kept) => kept && Array.from(kept.data)),
            // Which of the given gradients each parameter has.
            objects: parameters.map(({ grad }) => given.indexOf(grad)),
            data: parameters.map(({ data }) => Array.from(data.data)),
          };
          for (const kept of tensors) kept?.fill_(7);
          return left;
        });
      },
      start,
      shapes,
      gradients,
    );
    const cleared = {
      values: gradients.map((gradient) => gradient?.map(() => 0) ?? null),
      // `given` has null first at place 0.
      objects: gradients.map((gradient, p) => (gradient === null ? 0 : p)),
      data: start,
    };
    expect(seen).toEqual([cleared, cleared]);
  },
);

// Every group follows its own options and takes the rest from the optimizer.
hidden(
  "optimizer.groups",
  {
    title: "Groups: each follows its own options",
    points: 3,
    visibility: "visible",
    hint: "Read learningRate, momentum, weightDecay and the rest from the group you are in, inside the loop over groups. An option a group leaves out comes from the optimizer's defaults. A group may join later, by addParamGroup.",
  },
  async ({ inputs }) => {
    const start = inputs.start(2, 1, 2, 3, 2);
    const decay = inputs.number(0.1, 0.4);
    const run = (first: "plain" | "large") => ({
      start,
      ...course(
        inputs,
        2,
        ...start.map(({ length: size }) => ({ size, weather: [first, "turning"] as const })),
      ),
    });
    // One group with options of its own, then one with none: nothing is handed on from group to group.
    await expectUpdates(
      [
        {
          ...run("plain"),
          optimizer: "SGD",
          options: { learningRate: inputs.number(0.02, 0.03), momentum: 0.5 },
          groups: [
            {
              params: [0, 1],
              options: { learningRate: inputs.number(0.05, 0.08), momentum: 0.9, nesterov: true },
            },
            { params: [2], options: {} },
            // Decay is tried without momentum: how the two meet is for another test to tell.
            { params: [3], options: { momentum: 0, weightDecay: decay, dampening: 0.5 } },
          ],
          joins: { step: 2, params: [4], options: { dampening: 0.4 } },
        },
        sgd,
      ],
      [
        {
          // Large gradients and then small ones, so that it shows who keeps the largest.
          ...run("large"),
          optimizer: "Adam",
          options: { learningRate: 0.01, eps: 0.1 },
          groups: [
            {
              params: [0, 1],
              options: { learningRate: 0.03, beta1: 0, eps: 0, weightDecay: decay, amsgrad: true },
            },
            { params: [2], options: {} },
            { params: [3], options: { beta2: 0.7, eps: inputs.number(0.3, 0.6) } },
          ],
          joins: { step: 3, params: [4], options: { learningRate: inputs.number(0.05, 0.08) } },
        },
        adam,
      ],
      ...zerosGiven(inputs),
    );
  },
);

// A parameter without a gradient is left alone: no decay, no coasting.
hidden(
  "optimizer.absent-gradient",
  {
    title: "A parameter without a gradient is left alone",
    points: 2,
    visibility: "visible",
    hint: "null is not zero. When parameter.grad is null, skip the parameter: no weight decay, no step from old velocity, no step counted.",
  },
  async ({ inputs }) => {
    const start = inputs.start(2, 3);
    const weather = ["none", "plain", "none", "none", "none", "turning"] as const;
    const beside = ["none", "none", "plain", "none", "none", "none"] as const;
    const run = { start, ...course(inputs, 4, { size: 2, weather: beside }, { size: 3, weather }) };
    const weightDecay = inputs.number(0.2, 0.5);
    await expectUpdates(
      [{ ...run, optimizer: "SGD", options: { learningRate: 0.03, momentum: 0.8, weightDecay } }, sgd],
      [{ ...run, optimizer: "Adam", options: { learningRate: 0.03, weightDecay, eps: 0 } }, adam],
    );
  },
);

// The learning rate is read at every step, so a change in between counts.
hidden(
  "optimizer.live-rate",
  {
    title: "The learning rate and all other options are read at every step",
    points: 2,
    visibility: "visible",
    hint: "A schedule changes group.learningRate between steps, and a hand may change any option. Do not keep copies from the constructor.",
  },
  async ({ inputs }) => {
    const sized = { size: 3, weather: ["plain", "turning", "patchy"] } as const;
    const rate = () => Math.abs(inputs.magnitudes(1, 1e-3, 0.3)[0]);
    const run = () => ({
      start: inputs.start(3),
      ...course(inputs, 2, sized),
      changes: Array.from({ length: 6 }, (_, step) => ({
        step,
        group: 0,
        options: { learningRate: rate() },
      })),
    });
    const learningRate = inputs.number(0.01, 0.02);
    const others = (step: number, options: object) => ({ step, group: 0, options });
    const momentum = inputs.number(0.6, 0.9);
    const [sgdRun, adamRun, adamwRun] = [run(), run(), run()];
    // Every option is read at the step, the rate among them.
    const sgdChanges = [
      ...sgdRun.changes,
      others(2, { momentum, dampening: inputs.number(0.2, 0.6) }),
      others(4, { weightDecay: 0.3, nesterov: true, dampening: 0 }),
    ];
    const adamChanges = [...adamRun.changes, others(3, { eps: inputs.number(0.2, 0.4), weightDecay: 0.2 })];
    const adamwChanges = [...adamwRun.changes, others(3, { weightDecay: inputs.number(0.7, 0.9) })];
    await expectUpdates(
      [
        {
          ...sgdRun,
          optimizer: "SGD",
          options: { learningRate, momentum: momentum / 2 },
          changes: sgdChanges,
        },
        sgd,
      ],
      [{ ...adamRun, optimizer: "Adam", options: { learningRate, eps: 0.05 }, changes: adamChanges }, adam],
      [
        { ...adamwRun, optimizer: "AdamW", options: { weightDecay: 0.5, eps: 0.1 }, changes: adamwChanges },
        adamw,
      ],
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
    const [start, gradient] = [inputs.signed(3, 1, 2), [...inputs.magnitudes(2, 0.01, 1), 0]];
    const seen = await submission.evaluate(
      ({ gradientDescentStep, SGD, Adam, AdamW, Variable }, start, gradient, weightDecay) => {
        type Parameter = InstanceType<typeof Variable>;
        const options = { learningRate: 0.1, weightDecay };
        const builds = [
          (one: Parameter) => ({ step: () => gradientDescentStep(one, 0.1) }),
          (one: Parameter) => new SGD([one], { learningRate: 0.1 }),
          (one: Parameter) => new SGD([one], options),
          (one: Parameter) => new SGD([one], { momentum: 0.9, nesterov: true }),
          (one: Parameter) => new SGD([one], { momentum: 0.9, dampening: 0.5 }),
          (one: Parameter) => new Adam([one], options),
          (one: Parameter) => new Adam([one], { amsgrad: true }),
          (one: Parameter) => new AdamW([one], options),
        ];
        return builds.map((build) => {
          const parameter = new Variable([...start]);
          const optimizer = build(parameter);
          const grad = new Variable([...gradient], { requiresGrad: false });
          const tensor = grad.data;
          parameter.grad = grad;
          // The same gradient again and again, as when somebody looks at it after the step.
          for (let step = 0; step < 4; step += 1) optimizer.step();
          const found = [parameter.grad === null ? [] : parameter.grad.data.data, tensor.data];
          return {
            gradients: found.map((values) => Array.from({ length: values.length }, (_, e) => values[e])),
            // Whoever does nothing at all leaves the gradients as they were, too.
            moved: parameter.data.data[0] !== Math.fround(start[0]),
          };
        });
      },
      start,
      gradient,
      inputs.number(0.1, 0.4),
    );
    expect(seen).toEqual(Array.from({ length: 8 }, () => ({ gradients: [gradient, gradient], moved: true })));
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
    const refused = refusedOptions(inputs);
    const made = await submission.evaluate(makeAll, [
      ...refused.map(({ named: _, ...options }) => options),
      ...acceptedOptions(inputs),
    ]);
    expect(made).toEqual([
      ...refused.map(({ named }) => ({ name: "RangeError", message: expect.stringMatching(named) })),
      ...acceptedOptions(inputs).map(() => null),
    ]);
    const wrong = [-inputs.number(0.1, 2), inputs.integer(2, 9) + 0.5] as const;
    const calls = await submission.evaluate(callAll, ...wrong);
    expect(calls).toEqual([
      ...refusedCalls(...wrong).map((named) => ({
        name: "RangeError",
        message: expect.stringMatching(named),
      })),
      ...Array.from({ length: 7 }, () => null),
    ]);
  },
);

// What an optimizer is given, it leaves as it was: options, groups, lists, parameters and gradients.
hidden(
  "optimizer.arguments",
  {
    title: "An optimizer leaves what it is given as it was",
    points: 1,
    visibility: "visible",
    hint: "Building an optimizer changes nothing: no parameter moves, and a gradient that is there stays. Copy options and groups into objects of your own, since a schedule writes into yours.",
  },
  async ({ submission, inputs }) => {
    const start = inputs.start(2, 3, 2);
    const problem = {
      start,
      gradients: [inputs.signed(2, 0.1, 1), null, inputs.signed(2, 0.1, 1)],
      options: { learningRate: inputs.number(0.01, 0.1), weightDecay: inputs.number(0.1, 0.2) },
      groups: [{ learningRate: inputs.number(0.2, 0.3) }, { weightDecay: inputs.number(0.3, 0.4) }],
    } as const;
    const seen = await submission.evaluate(givenAndKept, problem);
    const kept = {
      data: start,
      gradients: problem.gradients,
      objects: [0, 1, 2],
      options: problem.options,
      groups: [
        { ...problem.groups[0], params: [0, 1] },
        { ...problem.groups[1], params: [2] },
      ],
      list: [0, 1, 2],
      // Each with its own options and the optimizer's; a list is one group.
      built: [
        [
          { ...problem.options, ...problem.groups[0], params: [0, 1] },
          { ...problem.options, ...problem.groups[1], params: [2] },
        ],
        [{ ...problem.options, params: [0, 1, 2] }],
      ],
    };
    expect(seen).toEqual([kept, kept, kept]);
  },
);

// Two optimizers of one class, over the same parameters, remember apart.
hidden(
  "optimizer.two-at-once",
  {
    title: "Two optimizers remember apart",
    points: 1,
    visibility: "after-due",
    hint: "What an optimizer remembers belongs to that optimizer: a field of the object, not a static one, a variable of the file or something hung on the parameter.",
  },
  async ({ submission, inputs }) => {
    const [momentum, beta1] = [inputs.number(0.6, 0.9), inputs.number(0.5, 0.9)];
    const run = (size: number) => ({
      start: inputs.start(size)[0],
      gradients: inputs.gradients(16, size).map(([gradient]) => gradient),
    });
    const problems = [
      { optimizer: "SGD", options: { learningRate: 0.02, momentum }, ...run(3) },
      { optimizer: "Adam", options: { learningRate: 0.02, beta1, amsgrad: true }, ...run(3) },
      { optimizer: "AdamW", options: { learningRate: 0.03, beta1 }, ...run(2) },
    ] as const;
    const rules = { SGD: sgd, Adam: adam, AdamW: adamw };
    const traces = await submission.evaluate(followTwo, 6, problems);
    const expected = problems.map(({ optimizer, options, start, gradients }) => {
      const elements = start.map((value) => ({
        theta: exact(value),
        rules: [rules[optimizer](), rules[optimizer]()],
      }));
      return gradients.map((gradient, step) =>
        elements.map((element, e) => {
          const next = element.rules[step < 6 ? 0 : step % 2];
          element.theta = next(element.theta, gradient[e], options);
          return element.theta;
        }),
      );
    });
    expect(firstDifference(traces, expected, "trace")).toBe(null);
  },
);

// A parameter may have any shape, and its tensor may be a view.
hidden(
  "optimizer.any-shape",
  {
    title: "Parameters of any shape",
    points: 1,
    visibility: "visible",
    hint: "Work with whole tensors, number by number: mul and not matmul, no sum or maximum over the tensor. Then a single number, a matrix and a transposed view are no different from a list.",
  },
  async ({ submission, inputs }) => {
    const shapes = [[], [2, 3], [2, 2], [2, 1, 2]] as const;
    const sizes = shapes.map((shape) => shape.reduce((size: number, length) => size * length, 1));
    const start = inputs.start(...sizes);
    // The second turns against the first.
    const [first] = inputs.gradients(1, ...sizes);
    const gradients = [first, first.map((values) => values.map((value) => -value / 2))];
    const options = [
      { optimizer: "SGD", options: { learningRate: 0.05, momentum: 0.8, weightDecay: 0.1, nesterov: true } },
      { optimizer: "Adam", options: { learningRate: 0.05, weightDecay: 0.1, eps: 0 } },
      { optimizer: "AdamW", options: { learningRate: 0.05, weightDecay: 0.3, eps: 0 } },
    ] as const;
    const seen = await submission.evaluate(followShapes, shapes, start, gradients, options);
    const rules = { SGD: sgd, Adam: adam, AdamW: adamw };
    const expected = options.map((one) =>
      expectedUpdates({ ...one, start, gradients }, rules[one.optimizer]),
    );
    expect(firstDifference(seen.traces, expected, "trace")).toBe(null);
    expect(seen.shapes).toEqual(options.map(() => shapes));
  },
);
