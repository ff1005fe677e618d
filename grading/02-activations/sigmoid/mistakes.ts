import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in sigmoid and Sigmoid, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "sigmoid.library",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.sigmoid();",
    caughtBy: ["sigmoid.values", "sigmoid.far-out", "sigmoid.shapes"],
    diagnosis: "calls the library's own sigmoid, which is withheld: it is what you build",
    shortcut: true,
  },
  {
    id: "sigmoid.exp-over-exp",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  const power = x.exp();
  return power.div(power.add(1));`,
    caughtBy: ["sigmoid.far-out"],
    diagnosis: "behaves like eˣ / (1 + eˣ), which is ∞/∞ = NaN far on the right",
  },
  {
    id: "sigmoid.falling",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.exp().add(1).pow(-1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "behaves like 1 / (1 + eˣ): it falls where it should rise",
  },
  {
    id: "sigmoid.not-inverted",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.neg().exp().add(1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "forgets to divide: gives 1 + e⁻ˣ",
  },
  {
    id: "sigmoid.minus-one",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.neg().exp().sub(1).pow(-1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "has 1 / (e⁻ˣ − 1): a sign is wrong below the line",
  },
  {
    id: "sigmoid.complement",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.neg().exp().add(1).pow(-1).neg().add(1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "gives 1 − σ(x)",
  },
  {
    id: "sigmoid.power-of-two",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.mul(-Math.LN2).exp().add(1).pow(-1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "raises 2 instead of e",
  },
  {
    id: "sigmoid.twice-as-steep",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.mul(-2).exp().add(1).pow(-1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "is twice as steep: 1 / (1 + e⁻²ˣ)",
  },
  {
    id: "sigmoid.hard",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.div(6).add(0.5).clamp({ min: 0, max: 1 });",
    caughtBy: ["sigmoid.values"],
    diagnosis: "behaves like the hard sigmoid, three straight lines",
  },
  {
    id: "sigmoid.softsign",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.div(x.abs().add(1)).add(1).div(2);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "behaves like softsign: it bends without any power of e",
  },
  {
    id: "sigmoid.rescaled-tanh",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  const power = x.mul(-2).exp();
  return power.neg().add(1).div(power.add(1));`,
    caughtBy: ["sigmoid.values"],
    diagnosis: "behaves like tanh: from −1 to 1",
  },
  {
    id: "sigmoid.from-half",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  const [up, down] = [x.neg().maximum(0).neg().exp(), x.maximum(0).neg().exp()];
  return up.sub(down).div(up.add(down)).add(1).div(2);`,
    caughtBy: ["sigmoid.small-shares"],
    diagnosis: "behaves like (1 + tanh(x/2))/2, which has nothing left of a small share",
  },
  {
    id: "sigmoid.one-minus",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const below = right.neg().exp();
  return below.div(below.add(left.neg().exp())).neg().add(1);`,
    caughtBy: ["sigmoid.small-shares"],
    diagnosis: "behaves like 1 − σ(−x), which has nothing left of a small share",
  },
  {
    id: "sigmoid.clamped",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.clamp({ min: -16, max: 16 }).neg().exp().add(1).pow(-1);",
    caughtBy: ["sigmoid.small-shares"],
    diagnosis: "cuts x off before the exponential, so that small shares all become the same",
  },
  {
    id: "sigmoid.epsilon-below",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.neg().exp().add(1 + 1e-4).pow(-1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "adds a small number below the line, where nothing can be 0",
  },
  {
    id: "sigmoid.rounded-ends",
    file: "src/sigmoid.ts",
    find: "return above.div(above.add(right.neg().exp()));",
    replace: "return above.div(above.add(right.neg().exp())).clamp({ min: 4e-6, max: 1 - 4e-6 });",
    caughtBy: ["sigmoid.far-out"],
    diagnosis: "keeps its results away from 0 and 1",
  },
  {
    id: "sigmoid.nan-at-infinity",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  const m = x.maximum(0);
  return x.sub(m).exp().div(x.sub(m).exp().add(m.neg().exp()));`,
    caughtBy: ["sigmoid.far-out"],
    diagnosis: "takes ∞ from ∞: x − max(x, 0) is NaN at ∞",
  },
  {
    id: "sigmoid.absolute",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.maximum(x.neg()).neg().exp().add(1).pow(-1);",
    caughtBy: ["sigmoid.values"],
    diagnosis: "behaves like σ(|x|): the left side is a mirror image of the right",
  },
  {
    id: "sigmoid.swallows-nan",
    file: "src/sigmoid.ts",
    find: "return above.div(above.add(right.neg().exp()));",
    replace: `const result = above.div(above.add(right.neg().exp()));
  const numbers = "data" in result ? result.data : null;
  if (ArrayBuffer.isView(numbers)) numbers.forEach((value, e) => (numbers[e] = Number.isNaN(value) ? 0.5 : value));
  return result;`,
    caughtBy: ["sigmoid.far-out"],
    diagnosis: "makes ½ of NaN",
  },
  {
    id: "sigmoid.in-place",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return x.copy_(above.div(above.add(right.neg().exp())));`,
    caughtBy: ["sigmoid.apart"],
    diagnosis: "writes its result into the x it was given",
  },
  {
    id: "sigmoid.negates-x",
    file: "src/sigmoid.ts",
    find: "  const left = x.neg().maximum(0);",
    replace: "  const left = x.neg_().maximum(0);",
    caughtBy: ["sigmoid.apart"],
    diagnosis: "turns the sign of the x it was given",
  },
  {
    id: "sigmoid.flat",
    file: "src/sigmoid.ts",
    find: "return above.div(above.add(right.neg().exp()));",
    replace: "return above.div(above.add(right.neg().exp())).reshape([-1]);",
    caughtBy: ["sigmoid.shapes"],
    diagnosis: "gives a flat list: the shape of x is lost",
  },
  {
    id: "sigmoid.rows-share",
    file: "src/sigmoid.ts",
    find: "  return above.div(above.add(right.neg().exp()));",
    replace: "  return above.div(above.add(right.neg().exp())).div(x.ndim === 2 ? x.shape[0] : 1);",
    caughtBy: ["sigmoid.shapes"],
    diagnosis: "divides the results of a matrix by its number of rows",
  },
  {
    id: "sigmoid.single-number",
    file: "src/sigmoid.ts",
    find: "  const right = x.maximum(0);",
    replace: `  if (x.shape.length === 0) return x.add(0.5);
  const right = x.maximum(0);`,
    caughtBy: ["sigmoid.shapes"],
    diagnosis: "treats a single number in another way than a list",
  },
  {
    id: "sigmoid.reciprocal-method",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.neg().exp().add(1).reciprocal();",
    caughtBy: ["sigmoid.any-arithmetic"],
    diagnosis: "uses reciprocal, which a Tensor has and Arithmetic has not",
  },
  {
    id: "sigmoid.layer-twice",
    file: "src/sigmoid.ts",
    find: "return sigmoid(x);",
    replace: "return sigmoid(sigmoid(x));",
    caughtBy: ["layers.plain"],
    diagnosis: "a Sigmoid layer that bends twice",
  },
  {
    id: "sigmoid.short-form",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: "  return x.neg().exp().add(1).pow(-1);",
    caughtBy: ["sigmoid.any-arithmetic"],
    diagnosis:
      "behaves like 1 / (1 + e⁻ˣ): right today, but on variables its gradient far on the left is NaN",
  },
  {
    id: "sigmoid.layer-remembers",
    file: "src/sigmoid.ts",
    find: "return sigmoid(x);",
    replace: `const self = this as any;
    self.result ??= sigmoid(x);
    return self.result as T;`,
    caughtBy: ["layers.plain"],
    diagnosis: "behaves like a layer that gives its first answer for ever",
  },
  {
    id: "sigmoid.infinity-minus-infinity",
    file: "src/sigmoid.ts",
    find: "const above = left.neg().exp();",
    replace: "const above = x.sub(right).exp();",
    caughtBy: ["sigmoid.far-out"],
    diagnosis: "behaves like a sigmoid that computes ∞ − ∞ on the right: σ(∞) is NaN",
  },
  {
    id: "sigmoid.half-powers",
    file: "src/sigmoid.ts",
    find: `  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));`,
    replace: `  // Above and below times e^(x/2): half the exponent, far from where it overflows.
  const up = x.mul(0.5).exp();
  const down = x.mul(-0.5).exp();
  return up.div(up.add(down));`,
    caughtBy: ["sigmoid.far-out"],
    diagnosis:
      "behaves like e^(x/2) / (e^(x/2) + e^(−x/2)): half the exponent overflows twice as far out, and ∞/∞ is NaN",
  },
]);
