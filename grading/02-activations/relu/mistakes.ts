import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in relu and ReLU, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "relu.library",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.relu()",
    caughtBy: ["relu.values", "relu.shapes", "relu.not-finite"],
    diagnosis: "calls the library's own relu, which is withheld: it is what you build",
    shortcut: true,
  },
  {
    id: "relu.swallows-nan",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.mul(x.gt(0))",
    caughtBy: ["relu.not-finite"],
    diagnosis:
      "behaves like x · (x > 0), or like a comparison that NaN fails: NaN becomes 0, or ∞ · 0 becomes NaN",
  },
  {
    id: "relu.infinity-cut",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(0).clamp({ max: 3.4e38 })",
    caughtBy: ["relu.not-finite"],
    diagnosis: "behaves like a relu that cuts off at the largest number, so that ∞ does not pass",
  },
  {
    id: "relu.nan-is-zero",
    file: "src/relu.ts",
    find: "return x.maximum(0);",
    replace: `const result = x.maximum(0);
  const numbers = "data" in result ? result.data : null;
  if (ArrayBuffer.isView(numbers)) numbers.forEach((value, e) => (numbers[e] = Number.isNaN(value) ? 0 : value));
  return result;`,
    caughtBy: ["relu.not-finite"],
    diagnosis: "behaves like a relu that makes 0 of NaN, as `value > 0 ? value : 0` does",
  },
  {
    id: "relu.absolute",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(x.neg())",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like |x|: the negative side is folded up instead of cut off",
  },
  {
    id: "relu.wrong-side",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.neg().maximum(0).neg()",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like min(x, 0): it keeps the negative side",
  },
  {
    id: "relu.negated",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.neg().maximum(0)",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like relu(−x)",
  },
  {
    id: "relu.floor-of-one",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(1)",
    caughtBy: ["relu.values"],
    diagnosis: "takes the larger of x and 1 instead of 0",
  },
  {
    id: "relu.capped",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(0).clamp({ max: 6 })",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like ReLU6: what is above 6 is cut off",
  },
  {
    id: "relu.step",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.gt(0).mul(1.0).add(x.mul(0))",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like a step: 1 where x is positive, whatever its size",
  },
  {
    id: "relu.mask-divided",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.div(x.abs()).add(1).div(2).mul(x)",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like x · (1 + x/|x|)/2, which is 0/0 = NaN at 0",
  },
  {
    id: "relu.half-sum",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.add(x.abs()).div(2)",
    caughtBy: ["relu.not-finite"],
    diagnosis: "behaves like (x + |x|)/2, which is NaN at −∞",
  },
  {
    id: "relu.tiny-is-zero",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(0).mul(x.gt(1e-4)).add(x.mul(0))",
    caughtBy: ["relu.values"],
    diagnosis: "behaves like a relu that takes tiny numbers for 0",
  },
  {
    id: "relu.squared",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(0).mul(x)",
    caughtBy: ["relu.values"],
    diagnosis: "gives the square of what is positive",
  },
  {
    id: "relu.in-place",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum_(0)",
    caughtBy: ["relu.apart"],
    diagnosis: "writes its result into the x it was given",
  },
  {
    id: "relu.in-place-copy",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.copy_(x.maximum(0)).clone()",
    caughtBy: ["relu.apart"],
    diagnosis: "writes its result into the x it was given, besides giving a copy of it",
  },
  {
    id: "relu.same-when-positive",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "(x.size > 0 && x.min().item() > 0 ? x : x.maximum(0))",
    caughtBy: ["relu.apart"],
    diagnosis:
      "gives x itself back when nothing in it is negative, so that whoever writes into the result writes into x",
  },
  {
    id: "relu.flat",
    file: "src/relu.ts",
    find: "x.maximum(0)",
    replace: "x.maximum(0).reshape([-1])",
    caughtBy: ["relu.shapes"],
    diagnosis: "gives a flat list: the shape of x is lost",
  },
  {
    id: "relu.storage-order",
    file: "src/relu.ts",
    find: "export function relu<T extends Arithmetic<T>>(x: T): T {",
    replace: `import { tensor } from "@tinytorch/tensor";
export function relu(x) {
  return tensor([...x.storage.data].slice(0, x.size).map((v) => (v > 0 || v !== v ? v : 0))).reshape(x.shape);`,
    caughtBy: ["relu.shapes"],
    diagnosis:
      "reads what lies in memory, in that order: of a transposed view or of a slice it takes the wrong numbers",
  },
  {
    id: "relu.through-numbers",
    file: "src/relu.ts",
    find: "export function relu<T extends Arithmetic<T>>(x: T): T {",
    replace: `import { tensor } from "@tinytorch/tensor";
export function relu(x) {
  const { data } = x.contiguous();
  return tensor(Array.from(data, (v) => (v > 0 || v !== v ? v : 0)), { dtype: x.dtype }).reshape(x.shape);`,
    caughtBy: ["relu.any-arithmetic"],
    diagnosis:
      "takes the numbers out of x and makes a new tensor: a variable would lose its gradient, and any other T fails",
  },
  {
    id: "relu.float32-only",
    file: "src/relu.ts",
    find: "export function relu<T extends Arithmetic<T>>(x: T): T {",
    replace: `import { tensor } from "@tinytorch/tensor";
export function relu(x) {
  const { data } = x.contiguous();
  return tensor(Array.from(data, (v) => (v > 0 || v !== v ? v : 0))).reshape(x.shape);`,
    caughtBy: ["relu.any-arithmetic", "relu.apart"],
    diagnosis: "makes a new float32 tensor from numbers, whatever x was",
  },
  {
    id: "relu.first-dimension",
    file: "src/relu.ts",
    find: "export function relu<T extends Arithmetic<T>>(x: T): T {",
    replace: `export function relu(x) {
  const y = x.clone();
  const rows = y.ndim === 0 ? 0 : y.shape[0];
  for (let i = 0; i < rows; i += 1) if (y.data[i] < 0) y.data[i] = 0;
  return y;`,
    caughtBy: ["relu.shapes"],
    diagnosis:
      "behaves like a loop that counts to shape[0]: of a matrix the first few numbers alone are looked at",
  },
  {
    id: "relu.layer-identity",
    file: "src/relu.ts",
    find: "return relu(x);",
    replace: "return x.add(0);",
    caughtBy: ["layers.plain"],
    diagnosis: "a ReLU layer that gives x as it came",
  },
  {
    id: "relu.layer-caches",
    file: "src/relu.ts",
    find: "return relu(x);",
    replace: `this.seen ??= relu(x);
    return this.seen;`,
    caughtBy: ["layers.plain"],
    diagnosis: "a ReLU layer that keeps its first result and gives it for ever",
  },
  {
    id: "relu.adds-what-is-below",
    file: "src/relu.ts",
    find: "return x.maximum(0);",
    replace: `// What is below 0 is lifted up to it.
  return x.add(x.neg().maximum(0));`,
    caughtBy: ["relu.not-finite"],
    diagnosis: "behaves like x + max(−x, 0): at −∞ that is −∞ + ∞, which is NaN",
  },
  {
    id: "relu.layer-remembers-each",
    file: "src/relu.ts",
    find: `  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give relu of x
    return relu(x);`,
    replace: `  private readonly seen = new WeakMap<object, T>();

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give relu of x
    const before = this.seen.get(x);
    if (before !== undefined) return before;
    const result = relu(x);
    this.seen.set(x, result);
    return result;`,
    caughtBy: ["layers.keep-nothing"],
    diagnosis:
      "a ReLU layer that keeps an answer for each tensor it has seen: when the tensor's numbers have changed, it gives the old one",
  },
  {
    id: "relu.square-root",
    file: "src/relu.ts",
    find: "return x.maximum(0);",
    replace: `// (x + |x|) / 2
  return x.add(x.pow(2).sqrt()).mul(0.5);`,
    caughtBy: ["relu.values"],
    diagnosis: "behaves like (x + √x²)/2: the square of 10²⁰ is ∞ and that of 10⁻³⁰ is 0",
  },
  {
    id: "relu.layer-reuses-memory",
    file: "src/relu.ts",
    find: "    return relu(x);",
    replace: `    const memory = this as any;
    const result = relu(x) as any;
    if (memory.output === undefined || String(memory.output.shape) !== String(result.shape)) {
      memory.output = result;
      return result;
    }
    return memory.output.copy_ ? memory.output.copy_(result) : result;`,
    caughtBy: ["layers.keep-nothing"],
    diagnosis:
      "a ReLU layer that writes each result into the tensor of the one before, which somebody may still need",
  },
]);
