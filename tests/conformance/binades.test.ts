import { Variable } from "@tinytorch/autograd";
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  crossEntropy,
  elu,
  gelu,
  huberLoss,
  l1Loss,
  layerNorm,
  leakyRelu,
  logSigmoid,
  mseLoss,
  silu,
  smoothL1Loss,
  softplus,
} from "@tinytorch/nn";
import { type DType, type Tensor, tensor } from "@tinytorch/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

fc.configureGlobal({ seed: 11, numRuns: 60 });

// Gradients in float32, of numbers of every size that there is, against the same in float64, where nothing on the way is too
// large or too small for what it is made of.

/** How many numbers an operation is tried on at a time. */
const LENGTH = 64;

/** Any float32, each bit pattern as likely as another: all binades, both signs, zeros. */
const sizes = fc.float({ noNaN: true, noDefaultInfinity: true });

/** Numbers near 1, where the curves are. */
const usual = fc.float({ noNaN: true, min: -120, max: 120 });

type Function1 = (x: Variable) => Variable;
type Function2 = (a: Variable, b: Variable) => Variable;

/** How far a gradient may be off: a share of itself, and a share of what arrived. */
interface Tolerance {
  readonly own: number;
  readonly arrived?: number;
}

const exact: Tolerance = { own: 1e-6 };

/** Gradients as they are found, and as they are recorded. */
const ways = [{ createGraph: false }, { createGraph: true }];

function gradients(
  fn: (...inputs: Variable[]) => Variable,
  inputs: readonly number[][],
  g: number[],
  dtype: DType,
  way = ways[0],
) {
  const leaves = inputs.map((values) => new Variable(tensor(values, { dtype })));
  const output = fn(...leaves);
  output.backward(tensor(g, { dtype }).reshape(output.shape), way);
  return leaves.map((leaf) => numbersOf(leaf.grad?.data));
}

function numbersOf(values: Tensor | undefined): number[] {
  if (values === undefined) throw new Error("there must be a gradient, got none");
  return [...values.contiguous().data];
}

function expectClose(actual: number, wide: number, allowed: number, at: readonly number[]): void {
  const expected = Math.fround(wide);
  if (Object.is(actual, expected) || Math.abs(actual - wide) <= allowed + 6e-45) return;
  if (Number.isNaN(expected) && Number.isNaN(actual)) return;
  // At the end of float32 a rounding may decide.
  if (Math.abs(wide) > 3.4e38 && Math.abs(actual) > 3.4e38 && Math.sign(actual) === Math.sign(wide)) return;
  expect(`${at.join(", ")}: ${actual}`).toBe(`${at.join(", ")}: ${expected}`);
}

function expectHolds(fn: (...inputs: Variable[]) => Variable, inputs: number[][], g: number[], tolerance: Tolerance) {
  const wide = gradients(fn, inputs, g, "float64");
  for (const way of ways) {
    for (const [k, values] of gradients(fn, inputs, g, "float32", way).entries()) {
      for (const [i, actual] of values.entries()) {
        const expected = wide[k][i];
        const allowed = tolerance.own * Math.abs(expected) + (tolerance.arrived ?? 0) * Math.abs(g[i]);
        expectClose(actual, expected, allowed, [...inputs.map((input) => input[i]), g[i]]);
      }
    }
  }
}

const list = (values: fc.Arbitrary<number>) => fc.array(values, { minLength: LENGTH, maxLength: LENGTH });

/** What a float32 result that is kept for the gradient may itself be off where it is smallest. */
const LEAST = 2 ** -149;
const round: Tolerance = { own: 1e-6, arrived: LEAST };
const bounded: Tolerance = { own: 1e-6, arrived: 3e-7 };

const any = fc.oneof(sizes, usual);
/** Half of the others may be rounded. */
const normal = any.filter((x) => Math.abs(x) >= 2 ** -126);
const positive = any.map(Math.abs).filter((x) => x > 0);

/** Whose powers of e are float32. */
const powers = any.filter((x) => x < 88.7);

/** What arrives, without what is smaller than float32 has digits for. */
const normalSizes = sizes.filter((g) => Math.abs(g) >= 2 ** -126);

type Unary = readonly [string, Function1, Tolerance, fc.Arbitrary<number>?, fc.Arbitrary<number>?];

const unary: readonly Unary[] = [
  ["sqrt", (x) => x.sqrt(), exact, positive],
  ["reciprocal", (x) => x.reciprocal(), exact, any.filter((x) => Math.abs(x) > 3e-39), normalSizes],
  ["log", (x) => x.log(), exact, positive],
  ["log1p", (x) => x.log1p(), exact, positive],
  [
    "log1p below 0",
    (x) => x.log1p(),
    exact,
    positive
      .map((x) => (x < 1 ? -x : -1 / x))
      .map(Math.fround)
      .filter((x) => x > -1),
  ],
  ["exp", (x) => x.exp(), round, powers],
  ["expm1", (x) => x.expm1(), round, powers],
  ["square", (x) => x.square(), exact],
  ["abs", (x) => x.abs(), exact],
  ["sin", (x) => x.sin(), bounded],
  ["cos", (x) => x.cos(), bounded],
  ["tanh", (x) => x.tanh(), bounded],
  ["sigmoid", (x) => x.sigmoid(), bounded],
  ["erf", (x) => x.erf(), { own: 2e-5, arrived: LEAST }],
  ["relu", (x) => x.relu(), exact],
  ["clamp", (x) => x.clamp({ min: -2, max: 3e20 }), exact],
  ["division by a number", (x) => x.div(-3e-20), exact],
  ...[-3, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3].map((k): Unary => [`power ${k}`, (x) => x.pow(k), exact, positive]),
  ["power 3 of what is negative", (x) => x.pow(3), exact],
  ["elu", (x) => elu(x, 0.5), round],
  ["leakyRelu", (x) => leakyRelu(x), exact],
  ["logSigmoid", (x) => logSigmoid(x), round],
  ["softplus", (x) => softplus(x), round],
  ["silu", (x) => silu(x), { own: 1e-6, arrived: 2e-6 }],
  ["gelu", (x) => gelu(x), { own: 1e-6, arrived: 5e-7 }],
  ["gelu by tanh", (x) => gelu(x, { approximate: "tanh" }), { own: 1e-6, arrived: 5e-6 }],
];

const anyOther = fc.oneof(sizes, fc.float({ noNaN: true, min: -4, max: 4 }));

const binary: readonly (readonly [string, Function2, Tolerance, fc.Arbitrary<number>, fc.Arbitrary<number>])[] = [
  ["mul", (a, b) => a.mul(b), exact, any, any],
  ["div", (a, b) => a.div(b), exact, any, any.filter((b) => b !== 0)],
  ["pow", (a, b) => a.pow(b), { own: 3e-6 }, positive, anyOther],
  ["maximum", (a, b) => a.maximum(b), exact, any, any],
  ["minimum", (a, b) => a.minimum(b), exact, any, any],
  ["l1Loss", (a, b) => l1Loss(a, b, { reduction: "none" }), exact, any, any],
  ["huberLoss", (a, b) => huberLoss(a, b, { reduction: "none" }), { own: 2e-6, arrived: 3e-7 }, usual, usual],
  [
    "smoothL1Loss",
    (a, b) => smoothL1Loss(a, b, { reduction: "none", beta: 1e-20 }),
    { own: 2e-6 },
    normal,
    fc.constant(0),
  ],
  ["mseLoss", (a, b) => mseLoss(a, b, { reduction: "none" }), exact, any, fc.constant(0)],
];

describe("gradients over the whole of float32 are those of float64", () => {
  test.each(unary.map((entry) => ({ entry, name: entry[0] })))(
    "$name",
    ({ entry: [, fn, tolerance, domain = any, arriving = sizes] }) => {
      fc.assert(
        fc.property(list(domain), list(arriving), (x, g) => {
          expectHolds(fn, [x], g, tolerance);
        }),
      );
    },
  );

  test.each(binary)("%s", (_, fn, tolerance, left, right) => {
    fc.assert(
      fc.property(list(left), list(right), list(sizes), (a, b, g) => {
        expectHolds(fn, [a, b], g, tolerance);
      }),
    );
  });

  const probability = positive.map((x) => Math.fround(x > 1 ? 1 / x : x)).filter((p) => p > 1e-11 && p < 0.999);
  const target = fc.constantFrom(0, 1);

  test("the binary cross-entropies", () => {
    fc.assert(
      fc.property(list(probability), list(any), list(target), list(sizes), (p, x, t, g) => {
        const targets = (like: Variable) => tensor(t, { dtype: like.dtype });
        expectHolds((a) => binaryCrossEntropy(a, targets(a), { reduction: "none" }), [p], g, { own: 2e-6 });
        expectHolds((a) => binaryCrossEntropyWithLogits(a, targets(a), { reduction: "none" }), [x], g, round);
        const weighed = (a: Variable) =>
          binaryCrossEntropyWithLogits(a, targets(a), {
            reduction: "none",
            posWeight: tensor(3, { dtype: a.dtype }),
          });
        expectHolds(weighed, [x], g, { own: 2e-6, arrived: 4 * LEAST });
      }),
    );
  });
});

// Of rows that are compared with one another.

const ROW = 4;
const row = fc.array(any, { minLength: ROW, maxLength: ROW });
/** Of sizes whose sum, and whose mean, is a float32. */
const moderate = fc.oneof(
  sizes.filter((x) => Math.abs(x) < 5e37 && Math.abs(x) > 1e-30),
  usual.filter((x) => Math.abs(x) > 1e-3),
);
const moderateRow = fc.array(moderate, { minLength: ROW, maxLength: ROW });

function expectRowHolds(fn: Function1, x: number[], g: number[], allowed: (wide: number) => number): void {
  const [wide] = gradients(fn, [x], g, "float64");
  for (const way of ways) {
    const [narrow] = gradients(fn, [x], g, "float32", way);
    for (let i = 0; i < ROW; i++) expectClose(narrow[i], wide[i], allowed(wide[i]), [...x, ...g, i]);
  }
}

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

describe("gradients of rows over the whole of float32 are those of float64", () => {
  test("softmax, logSoftmax, logSumExp and crossEntropy", () => {
    fc.assert(
      fc.property(row, moderateRow, (x, g) => {
        // A score less the largest is rounded, by a share of itself, before it becomes a power.
        const allowed = () => 2e-5 * largest(g);
        expectRowHolds((a) => a.softmax(0), x, g, allowed);
        expectRowHolds((a) => a.logSoftmax(0), x, g, allowed);
        for (const dim of [0, [0], undefined]) expectRowHolds((a) => a.logSumExp(dim), x, [g[0]], allowed);
        const loss = (a: Variable) => crossEntropy(a.reshape([1, ROW]), [2], { reduction: "none" });
        expectRowHolds(loss, x, [g[0]], allowed);
      }),
      { numRuns: 400 },
    );
  });

  test("the variance", () => {
    fc.assert(
      fc.property(moderateRow, moderate, (x, g) => {
        const allowed = () => 1e-6 * Math.abs(g) * largest(x);
        expectRowHolds((a) => a.var(), x, [g], allowed);
      }),
      { numRuns: 400 },
    );
  });

  test("layer normalization, even where the variance is no float32", () => {
    fc.assert(
      fc.property(moderateRow, moderateRow, (x, g) => {
        const mean = x.reduce((sum, value) => sum + value, 0) / ROW;
        const spread = Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ROW + 1e-5);
        // What a large offset leaves of the distances from it is off by its rounding.
        const lost = (largest(x) * 2 ** -23) / spread;
        if (lost > 1e-4) return;
        expectRowHolds(
          (a) => layerNorm(a, [ROW]),
          x,
          g,
          () => ((3e-6 + 20 * lost) * largest(g)) / spread,
        );
      }),
      { numRuns: 400 },
    );
  });
});
