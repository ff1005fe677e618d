import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in binaryCrossEntropyWithLogits, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "bce.library",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "export function binaryCrossEntropyWithLogits<T",
    replace:
      'import { binaryCrossEntropyWithLogits as theirs } from "@tinytorch/nn";\nexport const binaryCrossEntropyWithLogits = (logits, targets, options) => theirs(logits, targets, options);\nfunction unused<T',
    caughtBy: ["bce.values"],
    diagnosis:
      "calls the library's own binaryCrossEntropyWithLogits, which is withheld: it is what you build",
    shortcut: true,
  },
  {
    id: "bce.log-of-sigmoid",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "const losses = logits.maximum(0).sub(logits.mul(targets)).add(softened);",
    replace:
      "const p = logits.neg().exp().add(1).pow(-1);\n  const losses = p.log().mul(targets).add(p.neg().add(1).log().mul(targets.neg().add(1))).neg();",
    caughtBy: ["bce.far-out"],
    diagnosis: "takes the logarithm of a sigmoid, which is exactly 0 or 1 far out",
  },
  {
    id: "bce.softplus-overflows",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "const losses = logits.maximum(0).sub(logits.mul(targets)).add(softened);",
    replace: "const losses = logits.exp().add(1).log().sub(logits.mul(targets));",
    caughtBy: ["bce.far-out"],
    diagnosis: "computes log(1 + eˣ) as it stands, which is ∞ above 88",
  },
  {
    id: "bce.targets-forgotten",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: ".sub(logits.mul(targets))",
    replace: ".sub(logits)",
    caughtBy: ["bce.values"],
    diagnosis: "leaves the targets out: every answer counts as yes",
  },
  {
    id: "bce.targets-added",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: ".sub(logits.mul(targets))",
    replace: ".add(logits.mul(targets))",
    caughtBy: ["bce.values"],
    diagnosis: "adds x t instead of subtracting it",
  },
  {
    id: "bce.target-one-minus",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "logits.mul(targets)",
    replace: "logits.mul(targets.neg().add(1))",
    caughtBy: ["bce.values"],
    diagnosis: "swaps yes and no",
  },
  {
    id: "bce.no-maximum",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "logits.maximum(0).sub(logits.mul(targets))",
    replace: "logits.sub(logits.mul(targets))",
    caughtBy: ["bce.values"],
    diagnosis: "has x for max(x, 0), which is wrong for x below 0",
  },
  {
    id: "bce.magnitude-positive",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "magnitude.neg().exp()",
    replace: "magnitude.exp()",
    caughtBy: ["bce.values", "bce.far-out"],
    diagnosis: "takes e to the power of |x| instead of −|x|",
  },
  {
    id: "bce.signed-exponent",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "magnitude.neg().exp()",
    replace: "logits.neg().exp()",
    caughtBy: ["bce.values"],
    diagnosis: "has −x for −|x|: wrong for x below 0, and it overflows",
  },
  {
    id: "bce.no-one",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: ".exp().add(1).log()",
    replace: ".exp().log()",
    caughtBy: ["bce.values"],
    diagnosis: "forgets the 1 in log(1 + e^(−|x|))",
  },
  {
    id: "bce.softening-forgotten",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: ".add(softened)",
    replace: "",
    caughtBy: ["bce.values"],
    diagnosis: "leaves the logarithm out, so that near 0 nothing costs anything",
  },
  {
    id: "bce.hard-targets",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "logits.mul(targets)",
    replace: "logits.mul(targets.sub(0.5).mul(1e9).maximum(0).neg().maximum(-1).neg())",
    caughtBy: ["bce.values"],
    diagnosis: "rounds the targets to yes or no",
  },
  {
    id: "bce.ignores-reduction",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "losses, reduction)",
    replace: 'losses, "mean")',
    caughtBy: ["bce.values"],
    diagnosis: "always gives the mean, whatever the reduction",
  },
  {
    id: "bce.default-sum",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: 'reduction = "mean"',
    replace: 'reduction = "sum"',
    caughtBy: ["bce.values"],
    diagnosis: "sums where nothing was said about a reduction",
  },
  {
    id: "bce.bounded",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "logits.maximum(0)",
    replace: "logits.maximum(-100).neg().maximum(-100).neg().maximum(0)",
    caughtBy: ["bce.far-out"],
    diagnosis: "bounds the logits at ±100, so that a wrong and certain answer costs too little",
  },
  {
    id: "bce.corner",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "const magnitude = logits.maximum(logits.neg());",
    replace:
      'const magnitude = logits.maximum(0).mul(2).sub(logits).add(logits.mul(0));\n  if (logits.detach !== undefined) return reduced("binaryCrossEntropyWithLogits", logits.maximum(0).sub(logits.mul(targets)).add((logits.detach().maximum(logits.detach().neg())).neg().exp().add(1).log()), reduction);',
    caughtBy: ["bce.gradient"],
    diagnosis: "takes the logarithm for a constant, so that its slope is missing",
  },
  {
    id: "bce.off-the-tape",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "const losses = logits.maximum(0)",
    replace:
      "const source = logits.detach === undefined ? logits : logits.detach();\n  const losses = source.maximum(0)",
    caughtBy: ["bce.gradient"],
    diagnosis: "cuts max(x, 0) from the tape",
  },
  {
    id: "bce.shapes-unchecked",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: '  requireSameShape("binaryCrossEntropyWithLogits", logits.shape, targets.shape);\n',
    replace: "",
    caughtBy: ["bce.shapes"],
    diagnosis: "does not compare the shapes",
  },
  {
    id: "bce.hard-answers",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: `  const magnitude = logits.maximum(logits.neg());
  const softened = magnitude.neg().exp().add(1).log();
  const losses = logits.maximum(0).sub(logits.mul(targets)).add(softened);`,
    replace: `  const wrong = logits.mul(targets.mul(2).sub(1) as Tensor).neg();
  const magnitude = wrong.maximum(wrong.neg());
  const softened = magnitude.neg().exp().add(1).log();
  const losses = wrong.maximum(0).add(softened);`,
    caughtBy: ["bce.values"],
    diagnosis:
      "behaves like a loss for targets 0 and 1 alone: with a target of 1/2 it is log 2 whatever the logit",
  },
  {
    id: "bce.root-of-square",
    file: "src/binary-cross-entropy-with-logits.ts",
    find: "logits.maximum(logits.neg())",
    replace: "logits.mul(logits).sqrt()",
    caughtBy: ["bce.gradient"],
    diagnosis: "behaves like √(x²) for |x|: at a logit of exactly 0 its gradient is 0 / 0, so NaN",
  },
]);
