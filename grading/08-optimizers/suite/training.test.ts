import { submissionOf } from "@tinytorch/sandbox/suite";
import "@tinytorch/testkit/matchers";
import { expect, test } from "vitest";
import { driftFromLine, fitLine, type LineBatch } from "./expected/linear-regression.ts";
import { cosine, stepDecay, warmUp } from "./expected/schedules.ts";
import { followRates } from "./follow-rates.ts";
import { Inputs } from "./inputs.ts";
import { runTraining } from "./run-training.ts";
import type { Scope } from "./scope.ts";

const submission = submissionOf<Scope>();

/** Rates are plain float64 numbers. */
const float64 = { rtol: 1e-9, atol: 1e-12 };
/** A dozen float32 steps through forward, loss and backward. */
const float32 = { rtol: 1e-5, atol: 1e-6 };

const epochs = (count: number) => Array.from({ length: count }, (_, epoch) => epoch);

test("StepLR keeps the rate for stepSize epochs, then multiplies it by γ, again and again", {
  meta: { id: "step-lr.decay" },
}, async () => {
  const inputs = new Inputs("step-lr.decay");
  const base = [inputs.number(0.1, 0.5), inputs.number(0.01, 0.05)];
  const [stepSize, gamma] = [inputs.integer(2, 4), inputs.number(0.3, 0.8)];
  const [rates, everyEpoch] = await submission.evaluate(
    followRates,
    { base, epochs: 13, schedules: [{ name: "StepLR", options: { stepSize, gamma } }] },
    { base, epochs: 4, schedules: [{ name: "StepLR", options: { stepSize: 1 } }] },
  );
  expect(rates).toBeAllClose(
    epochs(13).map((epoch) => base.map((rate) => stepDecay(rate, epoch, stepSize, gamma))),
    float64,
  );
  expect(everyEpoch).toBeAllClose(
    epochs(4).map((epoch) => base.map((rate) => stepDecay(rate, epoch, 1, 0.1))),
    float64,
  );
});

test("StepLR multiplies the rate it finds: a rate set by hand survives", {
  meta: { id: "step-lr.chainable" },
}, async () => {
  const inputs = new Inputs("step-lr.chainable");
  const [gamma, byHand] = [inputs.number(0.3, 0.8), inputs.number(1, 2)];
  const [rates = []] = await submission.evaluate(followRates, {
    base: [inputs.number(0.1, 0.5)],
    epochs: 4,
    schedules: [{ name: "StepLR", options: { stepSize: 2, gamma } }],
    setByHand: { epoch: 1, rate: byHand },
  });
  expect(rates.slice(1).flat()).toBeAllClose([byHand, byHand * gamma, byHand * gamma], float64);
});

test("CosineAnnealingLR falls from the base rate to etaMin along half a cosine", {
  meta: { id: "cosine.curve" },
}, async () => {
  const inputs = new Inputs("cosine.curve");
  const base = [inputs.number(0.1, 0.5), inputs.number(0.01, 0.05)];
  const [tMax, etaMin] = [inputs.integer(5, 9), inputs.number(0.001, 0.005)];
  const [rates] = await submission.evaluate(followRates, {
    base,
    epochs: tMax + 1,
    schedules: [{ name: "CosineAnnealingLR", options: { tMax, etaMin } }],
  });
  expect(rates).toBeAllClose(
    epochs(tMax + 1).map((epoch) => base.map((rate) => cosine(rate, epoch, tMax, etaMin))),
    float64,
  );
});

test("past tMax the cosine rises again", { meta: { id: "cosine.rises-again" } }, async () => {
  const inputs = new Inputs("cosine.rises-again");
  const base = inputs.number(0.1, 0.5);
  const tMax = inputs.integer(3, 6);
  const [rates = [], shortest = []] = await submission.evaluate(
    followRates,
    { base: [base], epochs: 3 * tMax, schedules: [{ name: "CosineAnnealingLR", options: { tMax } }] },
    { base: [base], epochs: 3, schedules: [{ name: "CosineAnnealingLR", options: { tMax: 1 } }] },
  );
  expect(rates.flat().slice(tMax + 1)).toBeAllClose(
    epochs(3 * tMax)
      .slice(tMax + 1)
      .map((epoch) => cosine(base, epoch, tMax, 0)),
    { rtol: 1e-9, atol: 1e-9 },
  );
  expect(shortest.flat().slice(2)).toBeAllClose([base], float64);
});

test("LinearLR starts low in the very first epoch, rises in a straight line, and then stays", {
  meta: { id: "linear-lr.warm-up" },
}, async () => {
  const inputs = new Inputs("linear-lr.warm-up");
  const base = [inputs.number(0.1, 0.5), inputs.number(0.01, 0.05)];
  const [startFactor, endFactor] = [inputs.number(0.1, 0.4), inputs.number(0.7, 0.9)];
  const totalIters = inputs.integer(3, 6);
  const [rates, byDefault, inOneEpoch] = await submission.evaluate(
    followRates,
    {
      base,
      epochs: totalIters + 4,
      schedules: [{ name: "LinearLR", options: { startFactor, endFactor, totalIters } }],
    },
    { base, epochs: 7, schedules: [{ name: "LinearLR", options: {} }] },
    {
      base,
      epochs: 3,
      schedules: [{ name: "LinearLR", options: { startFactor: 1, endFactor, totalIters: 1 } }],
    },
  );
  expect(rates).toBeAllClose(
    epochs(totalIters + 4).map((epoch) =>
      base.map((rate) => warmUp(rate, epoch, startFactor, endFactor, totalIters)),
    ),
    float64,
  );
  expect(byDefault).toBeAllClose(
    epochs(7).map((epoch) => base.map((rate) => warmUp(rate, epoch, 1 / 3, 1, 5))),
    float64,
  );
  expect(inOneEpoch).toBeAllClose(
    epochs(3).map((epoch) => base.map((rate) => warmUp(rate, epoch, 1, endFactor, 1))),
    float64,
  );
});

test("a warm-up and a step decay on one optimizer multiply", {
  meta: { id: "linear-lr.chainable" },
}, async () => {
  const inputs = new Inputs("linear-lr.chainable");
  const base = inputs.number(0.1, 0.5);
  const gamma = inputs.number(0.3, 0.8);
  const [rates = []] = await submission.evaluate(followRates, {
    base: [base],
    epochs: 6,
    schedules: [
      { name: "LinearLR", options: { startFactor: 0.2, totalIters: 5 } },
      { name: "StepLR", options: { stepSize: 1, gamma } },
    ],
  });
  expect(rates.flat()).toBeAllClose(
    epochs(6).map((epoch) => stepDecay(warmUp(base, epoch, 0.2, 1, 5), epoch, 1, gamma)),
    float64,
  );
});

/** Runs in the sandbox: clips gradients, null where a parameter has none. */
function clip(
  scope: Scope,
  gradients: readonly (readonly number[] | null)[],
  maxNorm: number,
  normType: number,
): { norm: number; gradients: (number[] | null)[] } {
  const parameters = gradients.map((gradient) => {
    const parameter = new scope.Variable(gradient ? gradient.map(() => 0) : [0, 0]);
    parameter.grad = gradient && new scope.Variable([...gradient], { requiresGrad: false });
    return parameter;
  });
  const norm = scope.clipGradNorm(parameters, maxNorm, { normType });
  return {
    norm: Number(norm),
    gradients: parameters.map((parameter) => parameter.grad && Array.from(parameter.grad.data.data)),
  };
}

const norm = (values: readonly number[], p: number) =>
  p === Infinity
    ? Math.max(...values.map(Math.abs))
    : values.reduce((total, value) => total + Math.abs(value) ** p, 0) ** (1 / p);

test("clipGradNorm returns the norm of all gradients together, from before", {
  meta: { id: "clip.norm" },
}, async () => {
  const inputs = new Inputs("clip.norm");
  const gradients = [inputs.signed(3, 1, 4), null, inputs.signed(2, 1, 4)];
  const all = gradients.flatMap((gradient) => gradient ?? []);
  const clipped = await submission.evaluate(clip, gradients, inputs.number(0.2, 1), 2);
  expect(clipped.norm).toBeAllClose(norm(all, 2), { rtol: 1e-5, atol: 0 });
  const within = await submission.evaluate(clip, gradients, 1000, 2);
  expect(within.norm).toBeAllClose(norm(all, 2), { rtol: 1e-5, atol: 0 });
  const none = await submission.evaluate(clip, [null, null], 0, Infinity);
  expect(none.norm).toBe(0);
});

test("gradients past maxNorm are all shortened by one factor; gradients within it stay", {
  meta: { id: "clip.scale" },
}, async () => {
  const inputs = new Inputs("clip.scale");
  // So small that the 1e-6 in the formula shows.
  const gradients = [inputs.signed(3, 1e-3, 4e-3), null, inputs.signed(2, 1e-5, 1e-4)];
  const all = gradients.flatMap((gradient) => gradient ?? []);
  const maxNorm = inputs.number(2e-4, 1e-3);
  const factor = maxNorm / (norm(all, 2) + 1e-6);
  const clipped = await submission.evaluate(clip, gradients, maxNorm, 2);
  expect(clipped.gradients[1]).toBe(null);
  expect(clipped.gradients.flatMap((gradient) => gradient ?? [])).toBeAllClose(
    all.map((value) => value * factor),
    { rtol: 5e-6, atol: 0 },
  );
  const within = await submission.evaluate(clip, gradients, 1000, 2);
  expect(within.gradients).toEqual(gradients);
});

test("clipGradNorm can measure by other norms: p = 1, p = 3, the largest element", {
  meta: { id: "clip.norm-types" },
}, async () => {
  const inputs = new Inputs("clip.norm-types");
  // At least one negative: a sign that is not taken off shows in odd norms.
  const gradients = [inputs.signed(3, 1, 4), [-inputs.number(1, 4), inputs.number(1, 4)]];
  const all = gradients.flat();
  for (const normType of [1, 3, Infinity]) {
    const clipped = await submission.evaluate(clip, gradients, 0.5, normType);
    expect(clipped.norm).toBeAllClose(norm(all, normType), { rtol: 1e-5, atol: 0 });
    const factor = 0.5 / (norm(all, normType) + 1e-6);
    expect(clipped.gradients.flatMap((gradient) => gradient ?? [])).toBeAllClose(
      all.map((value) => value * factor),
      { rtol: 1e-5, atol: 1e-8 },
    );
  }
});

test("a norm that is not finite is an error only when asked", {
  meta: { id: "clip.non-finite" },
}, async () => {
  const inputs = new Inputs("clip.non-finite");
  const gradient = inputs.signed(3, 1, 4);
  const seen = await submission.evaluate(({ clipGradNorm, Variable }, gradient) => {
    const broken = () => {
      const parameter = new Variable([0, 0, 0, 0]);
      parameter.grad = new Variable([...gradient, Infinity], { requiresGrad: false });
      return [parameter];
    };
    const norm = clipGradNorm(broken(), 1);
    try {
      clipGradNorm(broken(), 1, { errorIfNonFinite: true });
      return { norm: Number(norm), error: "none" };
    } catch (error) {
      return { norm: Number(norm), error: error instanceof Error ? error.message : "not an Error" };
    }
  }, gradient);
  expect(seen.norm).toBe(Infinity);
  expect(seen.error).toMatch(/finite/i);
  expect(seen.error).not.toMatch(/TODO/);
});

/** A line to fit: batches of unequal size, all of them in front of a student's own loop. */
function lineProblem(inputs: Inputs): { start: { weight: number; bias: number }; batches: LineBatch[] } {
  const batches = [3, 3, 1].map((size) => ({
    inputs: inputs.signed(size, 0.2, 1),
    targets: inputs.signed(size, 0.5, 2),
  }));
  return { start: { weight: inputs.number(0.5, 1), bias: inputs.number(-1, -0.5) }, batches };
}

test("every batch is zeroGrad, forward, loss, backward, step", { meta: { id: "train.loop" } }, async () => {
  const inputs = new Inputs("train.loop");
  const { start, batches } = lineProblem(inputs);
  const rate = inputs.number(0.03, 0.08);
  const result = await submission.evaluate(runTraining, { start, batches, epochs: [1, 1, 1, 1], rate });
  const expected = fitLine(start, batches, [rate, rate, rate, rate]);
  expect([result.weight, result.bias]).toBeAllClose([expected.weight, expected.bias], float32);
  expect(result.training).toBe(true);
  const refused = await submission.evaluate(({ train, Linear, Generator, mseLoss }) => {
    const model = new Linear(1, 1, { generator: new Generator(1) });
    const optimizer = { paramGroups: [{ learningRate: 0.1 }], zeroGrad() {}, step() {} };
    const said = (epochs: number, loader: Parameters<typeof train>[1]): string => {
      try {
        train(model, loader, { criterion: mseLoss, optimizer, epochs });
        return "accepted";
      } catch (error) {
        return String(error);
      }
    };
    return [said(0, []), said(1.5, []), said(1, [].values())];
  });
  expect(refused).toEqual([
    expect.stringMatching(/^RangeError: .*epochs/),
    expect.stringMatching(/^RangeError: .*epochs/),
    expect.stringMatching(/^TypeError: .*loader/),
  ]);
});

test("the schedule moves once after every epoch", { meta: { id: "train.schedule" } }, async () => {
  const inputs = new Inputs("train.schedule");
  const { start, batches } = lineProblem(inputs);
  const rate = inputs.number(0.05, 0.1);
  const result = await submission.evaluate(runTraining, {
    start,
    batches,
    epochs: [4],
    rate,
    halveAfterEpoch: true,
    optimizer: "forgets",
  });
  const expected = fitLine(start, batches, [rate, rate / 2, rate / 4, rate / 8]);
  expect([result.weight, result.bias]).toBeAllClose([expected.weight, expected.bias], float32);
});

test("the history holds each epoch's mean loss over its samples, and its rate", {
  meta: { id: "train.history" },
}, async () => {
  const inputs = new Inputs("train.history");
  const { start, batches } = lineProblem(inputs);
  const rate = inputs.number(0.03, 0.08);
  const result = await submission.evaluate(runTraining, {
    start,
    batches,
    epochs: [3, 1],
    rate,
    halveAfterEpoch: true,
    optimizer: "drifts",
  });
  // The schedule runs in the last call alone, so its only epoch must be recorded before the rate is halved.
  const rates = [rate, rate, rate, rate];
  expect(result.history.loss).toBeAllClose(driftFromLine(start, batches, rates), float32);
  expect(result.history.learningRate).toBeAllClose(rates, float64);
});

test("your loop and your SGD fit y = 2x + 1", { meta: { id: "train.line" } }, async () => {
  const inputs = new Inputs("train.line");
  const fitted = await submission.evaluate(
    ({ train, SGD, Sequential, Linear, mseLoss, DataLoader, TensorDataset, Generator, tensor }, seed, xs) => {
      const generator = new Generator(seed);
      const layer = new Linear(1, 1, { generator });
      const model = new Sequential(layer);
      const x = tensor(xs.map((value) => [value]));
      const y = tensor(xs.map((value) => [2 * value + 1]));
      const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 8, shuffle: true, generator });
      const history = train(model, loader, {
        criterion: mseLoss,
        optimizer: new SGD(model.parameters(), { learningRate: 0.3, momentum: 0.5 }),
        epochs: 16,
      });
      const [weight, bias] = model.parameters();
      return {
        weight: weight ? weight.data.data[0] : null,
        bias: bias ? bias.data.data[0] : null,
        late: history.loss.slice(-3),
      };
    },
    inputs.integer(1, 1_000_000),
    inputs.signed(20, 0.1, 1),
  );
  expect([fitted.weight, fitted.bias]).toBeAllClose([2, 1], { rtol: 0.01, atol: 0 });
  // It came to rest there: a run that keeps swinging passes through now and then.
  expect(Math.max(...fitted.late)).toBeLessThan(0.001);
});

test("your loop and your Adam separate two classes", {
  meta: { id: "train.classes" },
}, async () => {
  // The same problem in every run: whether a broken optimizer gets there by luck must not hang on the seed.
  const inputs = new Inputs("train.classes", 8);
  const corners = [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ] as const;
  // Opposite corners belong together, so no straight line separates the classes.
  const points = Array.from({ length: 32 }, (_, i) => {
    const [x, y] = corners[i % 4] ?? [0, 0];
    return { at: [x + inputs.number(-0.3, 0.3), y + inputs.number(-0.3, 0.3)], label: i % 4 < 2 ? 0 : 1 };
  });
  const right = await submission.evaluate(
    (
      { train, Adam, Sequential, Linear, Tanh, crossEntropy, DataLoader, TensorDataset, Generator, tensor },
      seed,
      points,
    ) => {
      const generator = new Generator(seed);
      const model = new Sequential(
        new Linear(2, 8, { generator }),
        new Tanh(),
        new Linear(8, 2, { generator }),
      );
      const x = tensor(points.map((point) => [...point.at]));
      const labels = tensor(points.map((point) => point.label));
      const loader = new DataLoader(new TensorDataset(x, labels), {
        batchSize: 16,
        shuffle: true,
        generator,
      });
      const adam = new Adam(model.parameters(), { learningRate: 0.2, beta2: 0.9 });
      // Only step() is the student's: zeroGrad has tests of its own.
      const optimizer = {
        paramGroups: adam.paramGroups,
        zeroGrad: () => {
          for (const parameter of model.parameters()) parameter.grad = null;
        },
        step: () => adam.step(),
      };
      train(model, loader, {
        criterion: crossEntropy,
        optimizer,
        epochs: 12,
      });
      const scores = Array.from(model.forward(x).data.data);
      return points.filter((point, i) => {
        const [first = 0, second = 0] = scores.slice(2 * i);
        return (second > first ? 1 : 0) === point.label;
      }).length;
    },
    inputs.integer(1, 1_000_000),
    points,
  );
  expect(right).toBe(points.length);
});
