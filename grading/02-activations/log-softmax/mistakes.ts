import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in logSoftmax and LogSoftmax, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "log-softmax.library",
    file: "src/log-softmax.ts",
    find: "export function logSoftmax<T extends Arithmetic<T>>(x: T, dim: number): T {",
    replace: `import { logSoftmax as theirs } from "@tinytorch/tensor";
export function logSoftmax(x, dim) {
  return theirs(x, dim);`,
    caughtBy: ["log-softmax.values", "log-softmax.far-apart", "log-softmax.dims"],
    diagnosis: "calls the library's own logSoftmax, which is withheld: it is what you build",
    shortcut: true,
  },
  {
    id: "log-softmax.library-sum",
    file: "src/log-softmax.ts",
    find: "export function logSoftmax<T extends Arithmetic<T>>(x: T, dim: number): T {",
    replace: `import { logSumExp } from "@tinytorch/tensor";
export function logSoftmax(x, dim) {
  return x.sub(logSumExp(x, dim, { keepdim: true }));`,
    caughtBy: ["log-softmax.values", "log-softmax.far-apart", "log-softmax.dims"],
    diagnosis: "calls the library's own logSumExp, which is withheld: it is part of what you build",
    shortcut: true,
  },
  {
    id: "log-softmax.unshifted",
    file: "src/log-softmax.ts",
    find: "const shifted = x.sub(x.max(dim, { keepdim: true }));",
    replace: "const shifted = x.add(0);",
    caughtBy: ["log-softmax.large"],
    diagnosis: "does not take the largest away first: e^1000 is ∞, and so is its logarithm",
  },
  {
    id: "log-softmax.global-max",
    file: "src/log-softmax.ts",
    find: "const shifted = x.sub(x.max(dim, { keepdim: true }));",
    replace: "const shifted = x.sub(x.max());",
    caughtBy: ["log-softmax.large"],
    diagnosis: "takes the largest of all numbers away instead of each line's own: lines far below become −∞",
  },
  {
    id: "log-softmax.epsilon-in-log",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: `const powers = shifted.exp();
  return powers.div(powers.sum(dim, { keepdim: true })).add(1e-12).log();`,
    caughtBy: ["log-softmax.far-apart"],
    diagnosis: "behaves like log(softmax(x) + 10⁻¹²): what is small comes out as −27.6",
  },
  {
    id: "log-softmax.shift-twice",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace:
      "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log().add(x.max(dim, { keepdim: true })));",
    caughtBy: ["log-softmax.values"],
    diagnosis: "takes the largest away twice",
  },
  {
    id: "log-softmax.unshifted-left",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return x.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    caughtBy: ["log-softmax.values"],
    diagnosis: "takes the logarithm of the shifted sum from the unshifted number",
  },
  {
    id: "log-softmax.sum-of-logs",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.sum(dim, { keepdim: true }));",
    caughtBy: ["log-softmax.values"],
    diagnosis: "takes the sum away instead of the logarithm of the sum of powers",
  },
  {
    id: "log-softmax.mean-in-log",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().mean(dim, { keepdim: true }).log());",
    caughtBy: ["log-softmax.values"],
    diagnosis: "takes the logarithm of the mean of powers instead of their sum",
  },
  {
    id: "log-softmax.positive",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.exp().sum(dim, { keepdim: true }).log().sub(shifted);",
    caughtBy: ["log-softmax.values"],
    diagnosis: "has its sign turned: what cross-entropy takes the mean of",
  },
  {
    id: "log-softmax.base-two",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log()).div(Math.LN2);",
    caughtBy: ["log-softmax.values"],
    diagnosis: "gives logarithms to the base 2",
  },
  {
    id: "log-softmax.no-logarithm",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }));",
    caughtBy: ["log-softmax.values"],
    diagnosis: "forgets the logarithm of the sum",
  },
  {
    id: "log-softmax.softmax-instead",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: `const powers = shifted.exp();
  return powers.div(powers.sum(dim, { keepdim: true }));`,
    caughtBy: ["log-softmax.values"],
    diagnosis: "gives the shares and not their logarithms",
  },
  {
    id: "log-softmax.single-dropped",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: `if (x.shape.at(dim) === 1) return x.add(0);
  return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());`,
    caughtBy: ["log-softmax.values", "log-softmax.dims"],
    diagnosis: "gives a line of one number back as it is, where the logarithm of its share is 0",
  },
  {
    id: "log-softmax.clamped",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log()).maximum(-100);",
    caughtBy: ["log-softmax.far-apart"],
    diagnosis: "cuts its results off at −100",
  },
  {
    id: "log-softmax.no-keepdim-sum",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().sum(dim).log());",
    caughtBy: ["log-softmax.dims"],
    diagnosis: "sums without keepdim: on a square matrix the wrong lines, else the shapes do not fit",
  },
  {
    id: "log-softmax.no-keepdim-max",
    file: "src/log-softmax.ts",
    find: "const shifted = x.sub(x.max(dim, { keepdim: true }));",
    replace: "const shifted = x.sub(x.max(dim));",
    caughtBy: ["log-softmax.dims"],
    diagnosis: "takes the largest without keepdim: the shapes do not fit, or only by luck",
  },
  {
    id: "log-softmax.always-last",
    file: "src/log-softmax.ts",
    find: "const shifted = x.sub(x.max(dim, { keepdim: true }));",
    replace: `dim = -1;
  const shifted = x.sub(x.max(dim, { keepdim: true }));`,
    caughtBy: ["log-softmax.dims"],
    diagnosis: "always goes along the last dimension",
  },
  {
    id: "log-softmax.sum-of-all",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().sum().log());",
    caughtBy: ["log-softmax.dims"],
    diagnosis: "takes the sum of all numbers instead of each line's own",
  },
  {
    id: "log-softmax.negative-as-first",
    file: "src/log-softmax.ts",
    find: "const shifted = x.sub(x.max(dim, { keepdim: true }));",
    replace: `dim = Math.max(dim, 0);
  const shifted = x.sub(x.max(dim, { keepdim: true }));`,
    caughtBy: ["log-softmax.dims"],
    diagnosis: "takes a negative dimension for the first",
  },
  {
    id: "log-softmax.shift-in-place",
    file: "src/log-softmax.ts",
    find: "const shifted = x.sub(x.max(dim, { keepdim: true }));",
    replace: "const shifted = x.sub_(x.max(dim, { keepdim: true }));",
    caughtBy: ["log-softmax.apart"],
    diagnosis: "takes the largest away from the x it was given",
  },
  {
    id: "log-softmax.result-in-place",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return x.copy_(shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log()));",
    caughtBy: ["log-softmax.apart"],
    diagnosis: "writes its result into the x it was given",
  },
  {
    id: "log-softmax.methods-of-tensor",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log1p().expm1().log());",
    caughtBy: ["softmax.any-arithmetic"],
    diagnosis: "uses log1p and expm1, which a Tensor has and Arithmetic has not",
  },
  {
    id: "log-softmax.layer-forgets-dim",
    file: "src/log-softmax.ts",
    find: "return logSoftmax(x, this.dim);",
    replace: "return logSoftmax(x, -1);",
    caughtBy: ["layers.along"],
    diagnosis: "a layer that goes along the last dimension, whatever it was made with",
  },
  {
    id: "log-softmax.layer-softmax",
    file: "src/log-softmax.ts",
    find: "return logSoftmax(x, this.dim);",
    replace: "return logSoftmax(x, this.dim).exp();",
    caughtBy: ["layers.along"],
    diagnosis: "a LogSoftmax layer that gives the shares and not their logarithms",
  },
  {
    id: "log-softmax.lowest-number",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: "return shifted.maximum(-1e30).sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    caughtBy: ["log-softmax.far-apart"],
    diagnosis: "makes a large number of −∞",
  },
  {
    id: "log-softmax.nan-swallowed",
    file: "src/log-softmax.ts",
    find: "return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: `const result = shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());
  const numbers = "data" in result ? result.data : null;
  if (ArrayBuffer.isView(numbers)) numbers.forEach((value, e) => (numbers[e] = Number.isNaN(value) ? 0 : value));
  return result;`,
    caughtBy: ["log-softmax.values"],
    diagnosis: "makes 0 of NaN",
  },
  {
    id: "log-softmax.absolute-dim",
    file: "src/log-softmax.ts",
    find: `requireDim("logSoftmax", x.shape, dim);
`,
    replace: `requireDim("logSoftmax", x.shape, dim);
  if (dim < 0) return logSoftmax(x, -dim);
`,
    caughtBy: ["log-softmax.dims"],
    diagnosis: "behaves like a logSoftmax that takes dim −1 for 1: right on matrices only",
  },
  {
    id: "log-softmax.middle-dim",
    file: "src/log-softmax.ts",
    find: "  return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());",
    replace: `  const logs = shifted.exp().sum(dim).log();
  const axis = dim < 0 ? dim + x.shape.length : dim;
  return shifted.sub(logs.reshape(axis === 0 ? [1, ...logs.shape] : [...logs.shape, 1]));`,
    caughtBy: ["log-softmax.dims"],
    diagnosis:
      "behaves like a sum put back at the front for dim 0 and at the end otherwise: right for matrices, an error or wrong numbers along a middle dimension",
  },
  {
    id: "log-softmax.layers-share-dim",
    file: "src/log-softmax.ts",
    find: `    this.dim = dim;
  }

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give logSoftmax of x, along this layer's dimension
    return logSoftmax(x, this.dim);`,
    replace: `    this.dim = dim;
    (LogSoftmax as any).dim = dim;
  }

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give logSoftmax of x, along this layer's dimension
    return logSoftmax(x, (LogSoftmax as any).dim);`,
    caughtBy: ["layers.along"],
    diagnosis: "behaves like layers that share one dimension: the layer made last decides for all",
  },
  {
    id: "log-softmax.adds-first",
    file: "src/log-softmax.ts",
    find: `  const shifted = x.sub(x.max(dim, { keepdim: true }));
  return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());`,
    replace: `  const largest = x.max(dim, { keepdim: true });
  return x.sub(x.sub(largest).exp().sum(dim, { keepdim: true }).log().add(largest));`,
    caughtBy: ["log-softmax.digits"],
    diagnosis: "behaves like x − (m + log Σ): for scores of a million the logarithm disappears in m",
  },
  {
    id: "log-softmax.negative-is-last",
    file: "src/log-softmax.ts",
    find: `  const shifted = x.sub(x.max(dim, { keepdim: true }));
  return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());`,
    replace: `  const along = dim < 0 ? x.shape.length - 1 : dim;
  const shifted = x.sub(x.max(along, { keepdim: true }));
  return shifted.sub(shifted.exp().sum(along, { keepdim: true }).log());`,
    caughtBy: ["log-softmax.dims"],
    diagnosis: "takes every negative dimension for the last",
  },
]);
