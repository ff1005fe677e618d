import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in leakyRelu and LeakyReLU, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "leaky.wrong-side",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.mul(negativeSlope).add(negative);",
    caughtBy: ["leaky.values"],
    diagnosis: "puts the slope on the positive side",
  },
  {
    id: "leaky.slope-added",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.add(negativeSlope));",
    caughtBy: ["leaky.values"],
    diagnosis: "adds the slope instead of multiplying by it",
  },
  {
    id: "leaky.absolute",
    file: "src/leaky-relu.ts",
    find: "const negative = x.neg().maximum(0).neg();",
    replace: "const negative = x.neg().maximum(0);",
    caughtBy: ["leaky.values"],
    diagnosis: "folds the negative side up: −1 becomes +s",
  },
  {
    id: "leaky.relu",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(0 * negativeSlope));",
    caughtBy: ["leaky.values"],
    diagnosis: "behaves like relu: the slope is never used",
  },
  {
    id: "leaky.identity",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative);",
    caughtBy: ["leaky.values"],
    diagnosis: "forgets the slope: x comes out as it went in",
  },
  {
    id: "leaky.slope-doubled-up",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(x.mul(negativeSlope));",
    caughtBy: ["leaky.values"],
    diagnosis: "adds slope · x on both sides, so that the positive side is too steep",
  },
  {
    id: "leaky.fixed-slope",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(0.01));",
    caughtBy: ["leaky.values"],
    diagnosis: "uses 0.01 whatever slope was asked for",
  },
  {
    id: "leaky.divided",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.div(negativeSlope));",
    caughtBy: ["leaky.values"],
    diagnosis: "divides the negative side by the slope",
  },
  {
    id: "leaky.maximum-trick",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return x.maximum(x.mul(negativeSlope));",
    caughtBy: ["leaky.any-slope"],
    diagnosis: "behaves like max(x, s · x), which is another function when the slope is above 1",
  },
  {
    id: "leaky.zero-is-default",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(negativeSlope || 0.01));",
    caughtBy: ["leaky.any-slope"],
    diagnosis: "takes a slope of exactly 0 for one that was left out",
  },
  {
    id: "leaky.slope-absolute",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(Math.abs(negativeSlope)));",
    caughtBy: ["leaky.any-slope"],
    diagnosis: "takes the sign off a negative slope",
  },
  {
    id: "leaky.slope-capped",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(Math.min(negativeSlope, 1)));",
    caughtBy: ["leaky.any-slope"],
    diagnosis: "cuts the slope off at 1",
  },
  {
    id: "leaky.slope-from-zero",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(Math.max(negativeSlope, 0)));",
    caughtBy: ["leaky.any-slope"],
    diagnosis: "takes a negative slope for 0",
  },
  {
    id: "leaky.one-is-none",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(negativeSlope === 1 ? 0.01 : negativeSlope));",
    caughtBy: ["leaky.any-slope"],
    diagnosis: "takes a slope of exactly 1 for one that was left out",
  },
  {
    id: "leaky.default-ten-percent",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(negativeSlope === 0.01 ? 0.1 : negativeSlope));",
    caughtBy: ["leaky.default"],
    diagnosis: "behaves like a leakyRelu whose default slope is 0.1",
  },
  {
    id: "leaky.difference-of-infinities",
    file: "src/leaky-relu.ts",
    find: "const negative = x.neg().maximum(0).neg();",
    replace: "const negative = x.sub(positive);",
    caughtBy: ["leaky.not-finite"],
    diagnosis: "computes the negative part as x − max(x, 0), which is ∞ − ∞ = NaN at ∞",
  },
  {
    id: "leaky.half-sums",
    file: "src/leaky-relu.ts",
    find: "const positive = x.maximum(0);",
    replace: "const positive = x.add(x.abs()).div(2);",
    caughtBy: ["leaky.not-finite"],
    diagnosis: "computes the positive part as (x + |x|)/2, which is NaN at −∞",
  },
  {
    id: "leaky.nan-to-zero",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: `const result = positive.add(negative.mul(negativeSlope));
  const numbers = "data" in result ? result.data : null;
  if (ArrayBuffer.isView(numbers)) numbers.forEach((value, e) => (numbers[e] = Number.isNaN(value) ? 0 : value));
  return result;`,
    caughtBy: ["leaky.not-finite"],
    diagnosis: "makes 0 of NaN",
  },
  {
    id: "leaky.in-place",
    file: "src/leaky-relu.ts",
    find: "const negative = x.neg().maximum(0).neg();",
    replace: `const negative = x.neg().maximum(0).neg();
  x.copy_(positive.add(negative.mul(negativeSlope)));`,
    caughtBy: ["leaky.apart"],
    diagnosis: "writes its result into the x it was given",
  },
  {
    id: "leaky.flat",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return positive.add(negative.mul(negativeSlope)).reshape([-1]);",
    caughtBy: ["leaky.shapes"],
    diagnosis: "gives a flat list: the shape of x is lost",
  },
  {
    id: "leaky.minimum-method",
    file: "src/leaky-relu.ts",
    find: "const negative = x.neg().maximum(0).neg();",
    replace: "const negative = x.minimum(0);",
    caughtBy: ["leaky.any-arithmetic"],
    diagnosis: "uses minimum, which a Tensor has and Arithmetic has not",
  },
  {
    id: "leaky.any-slope-taken",
    file: "src/leaky-relu.ts",
    find: "if (!Number.isFinite(negativeSlope)) {",
    replace: "if (Number.isNaN(negativeSlope)) {",
    caughtBy: ["layers.refused"],
    diagnosis: "lets an infinite slope pass",
  },
  {
    id: "leaky.nan-taken",
    file: "src/leaky-relu.ts",
    find: "if (!Number.isFinite(negativeSlope)) {",
    replace: "if (Math.abs(negativeSlope) === Number.POSITIVE_INFINITY) {",
    caughtBy: ["layers.refused"],
    diagnosis: "lets a slope of NaN pass",
  },
  {
    id: "leaky.refused-otherwise",
    file: "src/leaky-relu.ts",
    find: `throw new RangeError(\`\${operation}: negativeSlope`,
    replace: `throw new TypeError(\`\${operation}: negativeSlope`,
    caughtBy: ["layers.refused"],
    diagnosis: "throws another error than a RangeError",
  },
  {
    id: "leaky.layer-forgets-slope",
    file: "src/leaky-relu.ts",
    find: "return leakyRelu(x, { negativeSlope: this.negativeSlope });",
    replace: "return leakyRelu(x);",
    caughtBy: ["layers.options"],
    diagnosis: "a layer that goes forward with the default slope, whatever it was made with",
  },
  {
    id: "leaky.layer-shared-slope",
    file: "src/leaky-relu.ts",
    find: "    this.negativeSlope = negativeSlope;",
    replace: `    this.negativeSlope = negativeSlope;
    LeakyReLU.prototype.shared = negativeSlope;
    Object.defineProperty(this, "negativeSlope", { get: () => LeakyReLU.prototype.shared });`,
    caughtBy: ["layers.options"],
    diagnosis: "two layers that share one slope: that of the one made last",
  },
  {
    id: "leaky.layer-zero-is-default",
    file: "src/leaky-relu.ts",
    find: "return leakyRelu(x, { negativeSlope: this.negativeSlope });",
    replace: "return leakyRelu(x, { negativeSlope: this.negativeSlope || 0.01 });",
    caughtBy: ["layers.options"],
    diagnosis: "a layer that takes a slope of exactly 0 for one that was left out",
  },
  {
    id: "leaky.layer-relu",
    file: "src/leaky-relu.ts",
    find: "return leakyRelu(x, { negativeSlope: this.negativeSlope });",
    replace: "return x.maximum(0);",
    caughtBy: ["layers.options"],
    diagnosis: "a LeakyReLU layer that does what ReLU does",
  },
  {
    id: "leaky.cancels",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return x.mul(negativeSlope).add(positive.mul(1 - negativeSlope));",
    caughtBy: ["leaky.not-finite"],
    diagnosis:
      "behaves like s · x + (1 − s) · max(x, 0), which loses a positive x when the slope is large, and makes NaN of ∞",
  },
  {
    id: "leaky.square-root",
    file: "src/leaky-relu.ts",
    find: "const positive = x.maximum(0);",
    replace: "const positive = x.add(x.mul(x).sqrt()).div(2);",
    caughtBy: ["leaky.values"],
    diagnosis:
      "behaves like (x + √x²) / 2: the square overflows from 10²⁰ on and vanishes below 10⁻²³, and the gradient at 0 is NaN",
  },
  {
    id: "leaky.larger-of-two",
    file: "src/leaky-relu.ts",
    find: `  const positive = x.maximum(0);
  const negative = x.neg().maximum(0).neg();
  return positive.add(negative.mul(negativeSlope));`,
    replace: `  const scaled = x.mul(negativeSlope);
  return negativeSlope <= 1 ? x.maximum(scaled) : x.neg().maximum(scaled.neg()).neg();`,
    caughtBy: ["leaky.not-finite"],
    diagnosis: "behaves like max(x, s · x): with a slope of 0, ∞ · 0 is NaN and wins",
  },
  {
    id: "leaky.takes-back",
    file: "src/leaky-relu.ts",
    find: "return positive.add(negative.mul(negativeSlope));",
    replace: "return x.add(negative.mul(negativeSlope - 1));",
    caughtBy: ["leaky.not-finite"],
    diagnosis:
      "behaves like x + (s − 1) · min(x, 0): −∞ becomes NaN, and with a tiny slope the digits are lost",
  },
  {
    id: "leaky.negative-refused",
    file: "src/leaky-relu.ts",
    find: "if (!Number.isFinite(negativeSlope)) {",
    replace: "if (!Number.isFinite(negativeSlope) || negativeSlope < 0) {",
    caughtBy: ["leaky.any-slope", "layers.options"],
    diagnosis: "refuses a negative slope, which is a slope like any other",
  },
  {
    id: "leaky.default-of-the-whole",
    file: "src/leaky-relu.ts",
    find: "export function leakyRelu<T extends Arithmetic<T>>(x: T, { negativeSlope = 0.01 }: LeakyReluOptions = {}): T {",
    replace: `export function leakyRelu<T extends Arithmetic<T>>(
  x: T,
  { negativeSlope }: LeakyReluOptions = { negativeSlope: 0.01 },
): T {`,
    caughtBy: ["leaky.default"],
    diagnosis:
      "has a default for options that are left out, and none for a slope that they leave out: {} is refused",
  },
  {
    id: "leaky.smaller-beyond-one",
    file: "src/leaky-relu.ts",
    find: `  const positive = x.maximum(0);
  const negative = x.neg().maximum(0).neg();
  return positive.add(negative.mul(negativeSlope));`,
    replace: `  // Up to 1 the leak lies above x on the left, beyond 1 below it.
  const leaked = x.mul(negativeSlope);
  if (Math.abs(negativeSlope) <= 1) return x.maximum(leaked);
  return x.neg().maximum(leaked.neg()).neg();`,
    caughtBy: ["leaky.any-slope"],
    diagnosis:
      "behaves like max(x, s · x) for slopes up to a size of 1 and like the smaller of the two beyond: wrong below −1",
  },
  {
    id: "leaky.layer-learns-slope",
    file: "src/leaky-relu.ts",
    find: "  override forward(x: T): T {",
    replace: `  override parameters(): readonly T[] {
    return [this.negativeSlope as unknown as T];
  }

  override forward(x: T): T {`,
    caughtBy: ["layers.keep-nothing"],
    diagnosis: "a LeakyReLU layer that gives its slope as something to learn",
  },
  {
    id: "leaky.layer-keeps-options",
    file: "src/leaky-relu.ts",
    find: `  constructor({ negativeSlope = 0.01 }: LeakyReluOptions = {}) {
    super();
    requireFinite("LeakyReLU", negativeSlope);
    this.negativeSlope = negativeSlope;
  }

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give leakyRelu of x, with this layer's slope
    return leakyRelu(x, { negativeSlope: this.negativeSlope });`,
    replace: `  constructor(options: LeakyReluOptions = {}) {
    super();
    requireFinite("LeakyReLU", options.negativeSlope ?? 0.01);
    (this as any).options = options;
  }

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give leakyRelu of x, with this layer's slope
    return leakyRelu(x, (this as any).options);`,
    caughtBy: ["layers.options"],
    diagnosis:
      "a LeakyReLU layer that keeps the object of its options: when that is changed, so is the layer",
  },
  {
    id: "leaky.writes-options",
    file: "src/leaky-relu.ts",
    find: `  constructor({ negativeSlope = 0.01 }: LeakyReluOptions = {}) {
    super();
    requireFinite("LeakyReLU", negativeSlope);
    this.negativeSlope = negativeSlope;
  }`,
    replace: `  constructor(options: LeakyReluOptions = {}) {
    super();
    const { negativeSlope } = Object.assign(options, { negativeSlope: options.negativeSlope ?? 0.01 });
    requireFinite("LeakyReLU", negativeSlope);
    this.negativeSlope = negativeSlope;
  }`,
    caughtBy: ["layers.options"],
    diagnosis: "a LeakyReLU layer that writes the default into the options that it was given",
  },
]);
