import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { Generator } from "../../core/generator.ts";
import { type Shape, sizeOf } from "../../core/shape.ts";
import { Tensor } from "../../core/tensor.ts";
import { windowOver } from "../../core/window.ts";
import { activation, inputGradient } from "../../ops/activation.ts";
import { full, tensor } from "../../ops/factories.ts";
import { randn } from "../../ops/random.ts";
import { logSoftmax, softmax } from "../../ops/softmax.ts";
import { where } from "../../ops/where.ts";
import { convolve, fold, pool } from "../../ops/window.ts";
import { activeKernels, replaceKernels, useKernels } from "../active.ts";
import type { Pair } from "../contract/kernels.ts";
import type { TrainingKernels } from "../contract/training.ts";

fc.configureGlobal({ seed: 7 });

const SPECIAL = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-30, -3e38, 100, -100, 2 ** -140];

// Sizes around the vectors of 4 and the strips of 8 and 16 elements that kernels work by.
const size = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 6, max: 35 }));
const shapes = fc.array(size, { minLength: 1, maxLength: 3 });

/** The fused steps of training of the kernels in use. */
function training(): TrainingKernels {
  const { training } = activeKernels();
  if (training === undefined) throw new Error("internal: the kernels must have steps of training, got none");
  return training;
}

/** How an operand is laid out, and whether it lies in the heap. */
interface Form {
  readonly turned: boolean;
  readonly cut: boolean;
  /** Which dimension is one place seen again and again: the last (1), the one before it (2), or none. */
  readonly repeated: number;
  readonly inHeap: boolean;
  readonly special: boolean;
  readonly seed: number;
}

const forms: fc.Arbitrary<Form> = fc.record({
  turned: fc.boolean(),
  cut: fc.boolean(),
  repeated: fc.constantFrom(0, 0, 1, 2),
  inHeap: fc.boolean(),
  special: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1000 }),
});

/** A float32 tensor of the shape in a given form: the same values whatever the kernels. */
function operand(shape: Shape, { turned, cut, repeated, inHeap, special, seed }: Form): Tensor {
  const previous = useKernels(inHeap ? "wasm" : "js");
  const own = shape.map((length, d) => (d === shape.length - repeated ? Math.min(length, 1) : length));
  const last = own.length - 1;
  const lastCut = own.map((length, d) => (cut && d === last ? length + 3 : length));
  const made = randn(turned ? lastCut.toReversed() : lastCut, { generator: new Generator(seed) });
  if (special && made.size > 0) {
    for (const [i, value] of SPECIAL.entries()) made.data[(i * 7) % made.size] = value;
  }
  const order = turned ? made.permute([...shape.keys()].reverse()) : made;
  useKernels(previous);
  const part = cut && last >= 0 ? order.slice(-1, 2, 2 + own[last]) : order;
  return part.broadcastTo(shape);
}

/** The same shape with some sizes made 1 and leading ones left out, so that it broadcasts back. */
const smaller = (shape: Shape): fc.Arbitrary<number[]> =>
  fc
    .tuple(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), fc.integer({ min: 0, max: shape.length }))
    .map(([ones, missing]) => shape.map((length, d) => (ones[d] ? 1 : length)).slice(missing));

function expectClose(actual: Tensor, expected: Tensor, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape);
  expect(actual.dtype).toBe(expected.dtype);
  const [a, b] = [actual.contiguous().data, expected.contiguous().data];
  for (let i = 0; i < b.length; i++) {
    const close = Object.is(a[i], b[i]) || Math.abs(a[i] - b[i]) <= tolerance * (0.1 + Math.abs(b[i]));
    if (a[i] !== b[i] && !close) expect(`${i}: ${a[i]}`).toBe(`${i}: ${b[i]}`);
  }
}

/**
 * Sums of k products differ by no more than their order of rounding allows: |Δ| ≤ k·u·Σ|aᵢbᵢ| for each of the two, with
 * u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapter 3).
 */
function expectWithinRounding(actual: Tensor, expected: Tensor, magnitude: Tensor, k: number): void {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b, most] = [actual.contiguous().data, expected.contiguous().data, magnitude.contiguous().data];
  for (let i = 0; i < b.length; i++) {
    if (!(Math.abs(a[i] - b[i]) <= 2 * (k + 1) * 2 ** -24 * most[i])) expect(`${i}: ${a[i]}`).toBe(`${i}: ${b[i]}`);
  }
}

const unary: Record<string, (x: Tensor) => Tensor> = {
  neg: (x) => x.neg(),
  exp: (x) => x.exp(),
  expm1: (x) => x.expm1(),
  log: (x) => x.log(),
  log1p: (x) => x.log1p(),
  sqrt: (x) => x.sqrt(),
  abs: (x) => x.abs(),
  sign: (x) => x.sign(),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  "sine of many turns": (x) => x.mul(4000).sin(),
  "cosine of many turns": (x) => x.mul(4000).cos(),
  tanh: (x) => x.tanh(),
  erf: (x) => x.erf(),
  relu: (x) => x.relu(),
  sigmoid: (x) => x.sigmoid(),
  square: (x) => x.square(),
  reciprocal: (x) => x.reciprocal(),
  clamp: (x) => x.clamp({ min: -0.5, max: 0.25 }),
  elu: (x) => activation("elu", x, 0.7),
  "times a number": (x) => x.mul(1.7),
  "a number's power": (x) => x.pow(3),
  copy: (x) => x.clone(),
  "less than a number": (x) => x.lt(0.3),
};

const binary: Record<string, (x: Tensor, y: Tensor) => Tensor> = {
  add: (x, y) => x.add(y),
  sub: (x, y) => x.sub(y),
  mul: (x, y) => x.mul(y),
  div: (x, y) => x.div(y),
  pow: (x, y) => x.pow(y),
  "power of what is positive": (x, y) => x.abs().pow(y),
  maximum: (x, y) => x.maximum(y),
  minimum: (x, y) => x.minimum(y),
  eq: (x, y) => x.eq(y),
  ne: (x, y) => x.ne(y),
  lt: (x, y) => x.lt(y),
  le: (x, y) => x.le(y),
  gt: (x, y) => x.gt(y),
  ge: (x, y) => x.ge(y),
  "add scaled": (x, y) => x.add(y, { alpha: 0.3 }),
  where: (x, y) => where(x.gt(y), x, y),
  "where of a number": (x, y) => where(x.gt(0), 2, y),
  "add in place": (x, y) => x.clone().add_(y),
  "lerp in place": (x, y) => x.clone().lerp_(y, 0.3),
  "addcmul in place": (x, y) => x.clone().addcmul_(y, x, { value: 0.5 }),
  "addcdiv in place": (x, y) => x.clone().addcdiv_(x, y, { value: 0.5 }),
  "copy into a slice": (x, y) => x.clone().copy_(y),
};

const gradients = (["reluGradient", "tanhGradient", "sigmoidGradient", "eluGradient"] as const).map(
  (name) =>
    [
      name,
      (x: Tensor, y: Tensor) => {
        const out = Tensor.allocate(x.shape, "float32");
        activeKernels().elementwise(name, [x, y], out, 0.7);
        return out;
      },
    ] as const,
);

const reductions: Record<string, (x: Tensor, dims: number[]) => Tensor> = {
  sum: (x, dims) => x.sum(dims),
  mean: (x, dims) => x.mean(dims, { keepdim: true }),
  max: (x, dims) => x.max(dims),
  min: (x, dims) => x.min(dims),
  argmax: (x, [dim = 0]) => x.argmax(dim),
  softmax: (x, [dim = 0]) => softmax(x, dim),
  logSoftmax: (x, [dim = 0]) => logSoftmax(x, dim),
};

describe.each(["wasm", "wasm-relaxed"] as const)("%s kernels agree with the JavaScript ones", (kernels) => {
  const before = activeKernels();
  afterEach(() => {
    replaceKernels(before);
  });

  function expectAgreement(compute: () => Tensor, tolerance = 1e-6): void {
    useKernels("js");
    const expected = compute();
    useKernels(kernels);
    expectClose(compute(), expected, tolerance);
  }

  test.each(Object.entries(unary))("on %s", (_, operation) => {
    fc.assert(
      fc.property(shapes, forms, (shape, form) => {
        expectAgreement(() => operation(operand(shape, form)));
      }),
    );
  });

  test("on GELU, to what 1 + erf is rounded to, and its gradient", () => {
    fc.assert(
      fc.property(shapes, forms, forms, (shape, a, b) => {
        expectAgreement(() => activation("gelu", operand(shape, a)), 5e-6);
        expectAgreement(
          () => inputGradient("gelu", operand(shape, a).clamp({ min: -1, max: 1 }), operand(shape, b)),
          5e-6,
        );
      }),
    );
  });

  test("on the gradient of eˣ − 1, where eˣ is a float32", () => {
    fc.assert(
      fc.property(shapes, forms, forms, (shape, a, b) => {
        expectAgreement(() => inputGradient("expm1", operand(shape, a), operand(shape, b).clamp({ max: 88 })));
      }),
    );
  });

  test("on sines and cosines of numbers of any size", () => {
    const sizes = Array.from({ length: 2560 }, (_, i) => 1.37 * 2 ** (i / 10 - 128));
    const x = tensor(sizes);
    expectAgreement(() => x.sin());
    expectAgreement(() => x.neg().cos());
  });

  test("a sine is the same whatever lies behind it", () => {
    const values = Array.from({ length: 999 }, (_, i) => (i - 500) * 0.37);
    const lone = tensor(values).sin().data;
    const shared = tensor(values.flatMap((value) => [value, 1e9])).reshape([-1, 2]);
    for (let i = 0; i < values.length; i++)
      expect(
        shared
          .slice(0, i, i + 1)
          .slice(1, 0, 1)
          .sin()
          .item(),
      ).toBe(lone[i]);
  });

  test("on powers of what is special, and whole or not, odd or even, small or large", () => {
    const values = [...SPECIAL, 2, -2, 3, -3, 0.5, -0.5, 2.5, 2 ** 24 - 1, 2 ** 24, -(2 ** 25), 1 + 2 ** -23, 3e38];
    const bases = tensor(values).unsqueeze(1);
    expectAgreement(() => bases.pow(tensor(values)), 2e-7);
  });

  test.each([...Object.entries(binary), ...gradients])("on %s, with broadcasting", (_, operation) => {
    const operands = shapes.chain((shape) => fc.tuple(fc.constant(shape), smaller(shape)));
    fc.assert(
      fc.property(operands, forms, forms, ([left, right], a, b) => {
        expectAgreement(() => operation(operand(left, a), operand(right, b)), 2e-6);
      }),
    );
  });

  test.each(Object.entries(reductions))("on %s over any dimensions", (_, operation) => {
    const cases = shapes.chain((shape) =>
      fc.tuple(
        fc.constant(shape.map((length) => Math.max(length, 1))),
        fc.subarray([...shape.keys()], { minLength: 1 }),
      ),
    );
    fc.assert(
      fc.property(cases, forms, ([shape, dims], form) => {
        // A sum of numbers that overflow on the way depends on its order.
        expectAgreement(() => operation(operand(shape, form).clamp({ min: -1e30, max: 1e30 }), dims), 2e-6);
      }),
    );
  });

  test("on matrix products of any layout, with broadcast batches", () => {
    const edge = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(47, 48, 49, 257, 515, 2051));
    const batches = fc.constantFrom<readonly (readonly number[])[]>(
      [[], []],
      [[3], []],
      [[], [2]],
      [
        [2, 1],
        [1, 3],
      ],
    );
    const whole = forms.map((form) => ({ ...form, special: false }));
    fc.assert(
      fc.property(edge, edge, edge, batches, whole, whole, (m, k, n, [left, right], a, b) => {
        fc.pre(m * k * n < 1e6);
        const [x, y] = [operand([...left, m, k], a), operand([...right, k, n], b)];
        useKernels("js");
        const [expected, magnitude] = [x.matmul(y), x.abs().matmul(y.abs())];
        useKernels(kernels);
        expectWithinRounding(x.matmul(y), expected, magnitude, k);
      }),
      { numRuns: 150 },
    );
  });

  test("a product of a few rows loses no small terms over a long sum", () => {
    useKernels(kernels);
    const [left, right] = [full([3, 50_000], 0.1), full([50_000, 64], 0.1)];
    for (const rows of [left, left.reshape([-1, 3]).t()]) {
      for (const columns of [right, right.reshape([64, -1]).t()]) {
        for (const sum of rows.matmul(columns).data) expect(Math.abs(sum / 500 - 1)).toBeLessThan(2e-6);
      }
    }
  });

  test("on windows: unfolding images, and folding columns back", () => {
    const pairs = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
    const cases = fc.tuple(pairs(5, 12), pairs(1, 3), pairs(1, 3), pairs(0, 2), pairs(1, 2));
    fc.assert(
      fc.property(cases, forms, ([[height, width], kernel, stride, padding, dilation], form) => {
        const images = operand([2, 3, height, width], { ...form, special: false });
        const options = { stride, padding, dilation };
        const window = windowOver("test", images, kernel, options);
        expectAgreement(() => images.unfold2d(kernel, { ...options, fill: -1 }), 0);
        expectAgreement(() => fold(images.unfold2d(kernel, options), window, images.shape));
      }),
    );
  });

  test("on convolutions, of groups too, and larger than a block", () => {
    const pairs = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
    const sides = fc.oneof({ weight: 4, arbitrary: pairs(5, 12) }, fc.constant<[number, number]>([25, 31]));
    const cases = fc.tuple(sides, pairs(1, 3), pairs(1, 3), pairs(0, 2), pairs(1, 2));
    const channels = fc.tuple(
      fc.constantFrom(1, 2, 40),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
    );
    const whole = forms.map((form) => ({ ...form, special: false }));
    fc.assert(
      fc.property(cases, channels, whole, whole, ([size, kernel, ...steps], [inputs, outputs, groups], a, b) => {
        const x = operand([2, inputs * groups, ...size], a);
        const weight = operand([outputs * groups, inputs, ...kernel], b);
        const [stride, padding, dilation] = steps;
        const window = windowOver("test", x, kernel, { stride, padding, dilation });
        useKernels("js");
        const expected = convolve(x, weight, window, groups);
        const magnitude = convolve(x.abs(), weight.abs(), window, groups);
        useKernels(kernels);
        expectWithinRounding(convolve(x, weight, window, groups), expected, magnitude, sizeOf(weight.shape.slice(1)));
      }),
      { numRuns: 150 },
    );
  });

  test.each(["max", "argmax", "mean"] as const)("on pooling (%s), infinities and NaN included", (operation) => {
    const pairs = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
    fc.assert(
      fc.property(pairs(3, 13), pairs(1, 3), pairs(1, 3), fc.boolean(), forms, (size, kernel, stride, margin, form) => {
        // A mean of numbers that overflow on the way depends on the type it is summed in.
        const most = operation === "mean" ? 1e30 : Infinity;
        const images = operand([2, 3, ...size], form).clamp({ min: -most, max: most });
        const padding: Pair = margin ? [kernel[0] >> 1, kernel[1] >> 1] : [0, 0];
        const window = windowOver("test", images, kernel, { stride, padding });
        expectAgreement(() => pool(operation, images, window));
      }),
    );
  });

  test("on pooling over rows that are longer than a thread has room for", () => {
    const row = randn([1, 1, 2, 140_000], { generator: new Generator(1) });
    expectAgreement(() => pool("max", row, windowOver("test", row, [2, 3], { stride: 5, padding: [0, 1] })), 0);
  });

  test("a mean under a large window loses no small terms", () => {
    useKernels(kernels);
    const image = full([1, 1, 1000, 1000], 0.1);
    expect(Math.abs(pool("mean", image, windowOver("test", image, 1000)).item() - 0.1)).toBeLessThan(1e-7);
  });

  test("on optimizer steps", () => {
    const sgd = { learningRate: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.01 };
    const adam = { beta1: 0.9, beta2: 0.999, weightDecay: 0.01, shrink: 0.999, scale: 1.2, eps: 1e-8 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 21 }), fc.boolean(), fc.boolean(), (n, flag, maximize) => {
        const make = (seed: number) => randn([n], { generator: new Generator(seed) });
        expectAgreement(() => {
          const [parameter, gradient, velocity] = [make(1), make(2), make(3)];
          training().sgd(parameter, gradient, velocity, { ...sgd, nesterov: flag, maximize });
          training().sgd(parameter, gradient, null, { ...sgd, nesterov: false, maximize });
          return parameter.add(velocity);
        });
        expectAgreement(() => {
          const [parameter, gradient, mean] = [make(1), make(2), make(3)];
          const [meanSquare, largest] = [make(4).square(), make(5).square()];
          training().adam(parameter, gradient, mean, meanSquare, flag ? largest : null, {
            ...adam,
            maximize,
            meanRate: 0.02,
            gradientRate: 0.01,
          });
          return parameter.add(mean).add(meanSquare).add(largest);
        });
      }),
    );
  });

  test("on Adam's steps by gradients whose squares are no float32", () => {
    const rates = { meanRate: 0.02, gradientRate: 0, scale: 1, eps: 1e-8, weightDecay: 0, shrink: 1 };
    for (let steps = 1; steps <= 3; steps++) {
      expectAgreement(() => {
        const [parameter, mean, meanSquare] = [tensor([1, 1, 1]), tensor([0, 0, 0]), tensor([0, 0, 0])];
        for (const g of [1e20, 1, 1].slice(0, steps)) {
          training().adam(parameter, tensor([g, -g, 1]), mean, meanSquare, null, {
            ...rates,
            beta1: 0.9,
            beta2: 0.999,
            maximize: false,
          });
        }
        return parameter;
      });
    }
  });

  test("on cross-entropy and squared errors", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 21 }), fc.boolean(), (n, c, smooth) => {
        const make = (shape: Shape, seed: number) => randn(shape, { generator: new Generator(seed) });
        const classes = tensor(Int32Array.from({ length: n }, (_, i) => (i * 5) % c));
        expectAgreement(() => {
          const [losses, gradient] = [make([n], 1), make([n, c], 2)];
          const target = classes.clone();
          training().crossEntropy(make([n, c], 3).mul(4), target, smooth ? 0.1 : 0, losses, gradient);
          return losses.unsqueeze(1).add(gradient);
        });
        expectAgreement(() => {
          const difference = make([n * c], 4);
          return difference.add(training().squaredError(make([n * c], 5), make([n * c], 6), difference));
        }, 2e-6);
      }),
    );
  });

  test.each([
    ["exp", (x: Tensor) => x.exp(), Math.exp],
    ["expm1", (x: Tensor) => x.expm1(), Math.expm1],
    ["tanh", (x: Tensor) => x.tanh(), Math.tanh],
    ["sigmoid", (x: Tensor) => x.sigmoid(), (x: number) => 1 / (1 + Math.exp(-x))],
  ] as const)(
    "%s is right to two units in the last place, all the way to where it leaves the float32",
    (_, own, exact) => {
      useKernels(kernels);
      const x = Float32Array.from({ length: 200_000 }, (_, i) => -90 + i * 0.0009);
      const y = own(tensor(x)).data;
      for (let i = 0; i < x.length; i++) {
        const expected = exact(x[i]);
        // Below this, results may be 0.
        if (Math.abs(expected) < 2e-38 || Math.abs(y[i] / Math.fround(expected) - 1) <= 2 ** -22) continue;
        expect(`${x[i]}: ${y[i]}`).toBe(`${x[i]}: ${Math.fround(expected)}`);
      }
      expect(own(tensor([Number.NaN])).item()).toBeNaN();
    },
  );

  test("long sums keep their small terms", () => {
    useKernels(kernels);
    const ones = tensor(new Float32Array(3_000_001).fill(0.1));
    expect(ones.sum().item()).toBeCloseTo(300_000, 0);
    expect(ones.slice(0, 0, 3_000_000).reshape([1_000_000, 3]).sum(0).data[2]).toBeCloseTo(100_000, 1);
  });
});
