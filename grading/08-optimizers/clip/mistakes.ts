import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in clipGradNorm, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "clip.per-parameter",
    file: "src/clip-grad-norm.ts",
    find: "for (const gradient of gradients) gradient.data = gradient.data.mul(coefficient);",
    replace: `for (const gradient of gradients) {
    gradient.data = gradient.data.mul(Math.min(1, maxNorm / (totalNorm([gradient], normType) + 1e-6)));
  }`,
    caughtBy: ["clip.scale"],
    diagnosis: "clips every parameter by a norm of its own, which changes the direction of the step",
  },
  {
    id: "clip.norm-after",
    file: "src/clip-grad-norm.ts",
    find: "return norm;",
    replace: "return totalNorm(gradients, normType);",
    caughtBy: ["clip.norm"],
    diagnosis: "returns the norm after clipping instead of before",
  },
  {
    id: "clip.no-norm",
    file: "src/clip-grad-norm.ts",
    find: "return norm;",
    replace: "return norm - norm;",
    caughtBy: ["clip.norm"],
    diagnosis: "does not return the norm",
  },
  {
    id: "clip.enlarges",
    file: "src/clip-grad-norm.ts",
    find: "Math.min(1, maxNorm / (norm + 1e-6))",
    replace: "maxNorm / (norm + 1e-6)",
    caughtBy: ["clip.scale"],
    diagnosis: "makes small gradients larger: the coefficient is not held at 1",
  },
  {
    id: "clip.by-value",
    file: "src/clip-grad-norm.ts",
    find: "gradient.data = gradient.data.mul(coefficient)",
    replace:
      "gradient.data = coefficient < 1 ? gradient.data.clamp({ min: -maxNorm, max: maxNorm }) : gradient.data",
    caughtBy: ["clip.scale"],
    diagnosis: "cuts every element off at maxNorm instead of scaling all of them",
  },
  {
    id: "clip.no-absolute-value",
    file: "src/clip-grad-norm.ts",
    find: "gradient.data.abs().pow(p)",
    replace: "gradient.data.pow(p)",
    caughtBy: ["clip.norm-types"],
    diagnosis: "forgets the absolute value, so signs cancel in odd norms",
  },
  {
    id: "clip.always-euclidean",
    file: "src/clip-grad-norm.ts",
    find: "return sum ** (1 / p);",
    replace: "return sum ** (1 / 2);",
    caughtBy: ["clip.norm-types"],
    diagnosis: "takes the square root whatever the norm's type",
  },
  {
    id: "clip.no-root",
    file: "src/clip-grad-norm.ts",
    find: "return sum ** (1 / p);",
    replace: "return sum;",
    caughtBy: ["clip.norm"],
    diagnosis: "forgets the root: the norm is still squared",
  },
  {
    id: "clip.never-throws",
    file: "src/clip-grad-norm.ts",
    find: "if (errorIfNonFinite && !Number.isFinite(norm)) {",
    replace: "if (errorIfNonFinite && norm < 0) {",
    caughtBy: ["clip.non-finite"],
    diagnosis: "lets a norm that is not finite pass though an error was asked for",
  },
  {
    id: "clip.always-throws",
    file: "src/clip-grad-norm.ts",
    find: "if (errorIfNonFinite && !Number.isFinite(norm)) {",
    replace: "if (!Number.isFinite(norm)) {",
    caughtBy: ["clip.non-finite"],
    diagnosis: "throws on a norm that is not finite though nobody asked for an error",
  },
  {
    id: "clip.element-mean",
    file: "src/clip-grad-norm.ts",
    find: ".pow(p).sum().item()",
    replace: ".pow(p).mean().item()",
    caughtBy: ["clip.norm"],
    diagnosis: "averages over the elements instead of adding them up",
  },
  {
    id: "clip.no-slack",
    file: "src/clip-grad-norm.ts",
    find: "Math.min(1, maxNorm / (norm + 1e-6))",
    replace: "Math.min(1, maxNorm / Math.max(norm, 1e-30))",
    caughtBy: ["clip.scale"],
    diagnosis: "leaves the 1e-6 out of the formula",
  },
  {
    id: "clip.scales-then-throws",
    file: "src/clip-grad-norm.ts",
    find: "  if (errorIfNonFinite && !Number.isFinite(norm)) {",
    replace: `  if (errorIfNonFinite && !Number.isFinite(norm)) {
    for (const gradient of gradients) gradient.data = gradient.data.mul(0);`,
    caughtBy: ["clip.non-finite"],
    diagnosis: "changes the gradients before it throws",
  },
  {
    id: "clip.first-two-only",
    file: "src/clip-grad-norm.ts",
    find: "params.flatMap((parameter) => parameter.grad ?? [])",
    replace: "params.slice(0, 2).flatMap((parameter) => parameter.grad ?? [])",
    caughtBy: ["clip.norm"],
    diagnosis: "leaves the later parameters out",
  },
  {
    id: "clip.to-the-norm-itself",
    file: "src/clip-grad-norm.ts",
    find: "Math.min(1, maxNorm / (norm + 1e-6))",
    replace: "Math.min(1, maxNorm / (norm * norm + 1e-6))",
    caughtBy: ["clip.scale"],
    diagnosis: "divides by the norm squared",
  },
  {
    id: "clip.signed-odd-powers",
    file: "src/clip-grad-norm.ts",
    find: "gradient.data.abs().pow(p).sum()",
    replace: "gradient.data.pow(p).sum()",
    caughtBy: ["clip.norm-types"],
    diagnosis: "behaves like a norm of odd p that adds up signed numbers, which cancel",
  },
  {
    id: "clip.zero-over-zero",
    file: "src/clip-grad-norm.ts",
    find: "Math.min(1, maxNorm / (norm + 1e-6))",
    replace: "Math.min(1, maxNorm / norm)",
    caughtBy: ["clip.scale"],
    diagnosis: "behaves like maxNorm / norm where gradients are all 0: 0 / 0 is NaN",
  },
  {
    id: "clip.nan-within-the-limit",
    file: "src/clip-grad-norm.ts",
    find: "const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: `if (!(norm > maxNorm)) return norm;
  const coefficient = maxNorm / (norm + 1e-6);`,
    caughtBy: ["clip.non-finite"],
    diagnosis: "behaves like a norm of NaN taken for one within the limit: one NaN must spread to all",
  },
  {
    id: "clip.only-when-longer",
    file: "src/clip-grad-norm.ts",
    find: "  const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "  const coefficient = norm > maxNorm ? maxNorm / (norm + 1e-6) : 1;",
    caughtBy: ["clip.scale", "clip.non-finite"],
    diagnosis:
      "behaves like clipping only where norm > maxNorm, which is false for NaN and leaves out what the 1e-6 does",
  },
  {
    id: "clip.norm-of-norms",
    file: "src/clip-grad-norm.ts",
    find: "  for (const gradient of gradients) sum += gradient.data.abs().pow(p).sum().item();",
    replace: "  for (const gradient of gradients) sum += gradient.data.pow(2).sum().sqrt().item() ** p;",
    caughtBy: ["clip.norm-types"],
    diagnosis: "behaves like a p-norm of the gradients' 2-norms, where it is of all elements",
  },
  {
    id: "clip.zero-means-off",
    file: "src/clip-grad-norm.ts",
    find: "  const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "  const coefficient = maxNorm ? Math.min(1, maxNorm / (norm + 1e-6)) : 1;",
    caughtBy: ["clip.scale"],
    diagnosis: "behaves like a maxNorm of 0 that switches clipping off, where all gradients become 0",
  },
  {
    id: "clip.border-without-slack",
    file: "src/clip-grad-norm.ts",
    find: "  const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "  const coefficient = norm <= maxNorm ? 1 : maxNorm / (norm + 1e-6);",
    caughtBy: ["clip.scale"],
    diagnosis: "behaves like a coefficient of 1 at a norm of exactly maxNorm: the 1e-6 makes it smaller",
  },
  {
    id: "clip.infinity-clamps",
    file: "src/clip-grad-norm.ts",
    find: "  for (const gradient of gradients) gradient.data = gradient.data.mul(coefficient);",
    replace: `  for (const gradient of gradients) {
    gradient.data =
      normType === Infinity ? gradient.data.clamp({ min: -maxNorm, max: maxNorm }) : gradient.data.mul(coefficient);
  }`,
    caughtBy: ["clip.norm-types"],
    diagnosis:
      "behaves like cutting each element off at maxNorm when normType is Infinity, which changes the direction",
  },
  {
    id: "clip.below-without-slack",
    file: "src/clip-grad-norm.ts",
    find: "const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "const coefficient = norm < maxNorm ? 1 : maxNorm / (norm + 1e-6);",
    caughtBy: ["clip.scale"],
    diagnosis:
      "behaves like clipping that leaves every norm below maxNorm as it is: the 1e-6 shortens those just below it too",
  },
  {
    id: "clip.adds-rows-first",
    file: "src/clip-grad-norm.ts",
    find: "sum += gradient.data.abs().pow(p).sum().item();",
    replace:
      "sum += gradient.data.shape.length > 1 ? gradient.data.abs().sum(0).pow(p).sum().item() : gradient.data.abs().pow(p).sum().item();",
    caughtBy: ["clip.norm"],
    diagnosis: "behaves like a norm that adds up the rows of a matrix before it takes the power",
  },
  {
    id: "clip.infinite-maximum-as-zero",
    file: "src/clip-grad-norm.ts",
    find: "const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "const coefficient = Math.min(1, (Number.isFinite(maxNorm) ? maxNorm : 0) / (norm + 1e-6));",
    caughtBy: ["clip.scale"],
    diagnosis:
      "behaves like clipping that takes a maxNorm of Infinity for 0: gradients that should stay vanish",
  },
  {
    id: "clip.zero-means-off-2",
    file: "src/clip-grad-norm.ts",
    find: "  const coefficient =",
    replace: "  if (maxNorm === 0) return norm;\n  const coefficient =",
    caughtBy: ["clip.scale"],
    diagnosis:
      'behaves like a clipGradNorm that takes a maxNorm of 0 for "no limit" and leaves the gradients as they are',
  },
  {
    id: "clip.leaves-non-finite",
    file: "src/clip-grad-norm.ts",
    find: "  const coefficient =",
    replace: "  if (!Number.isFinite(norm)) return norm;\n  const coefficient =",
    caughtBy: ["clip.non-finite"],
    diagnosis:
      "behaves like a clipGradNorm that does nothing when the norm is infinite or NaN: the other gradients stay long instead of becoming 0 or NaN",
  },
  {
    id: "clip.zero-means-off-3",
    file: "src/clip-grad-norm.ts",
    find: "const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "const coefficient = maxNorm ? Math.min(1, maxNorm / (norm + 1e-6)) : 1;",
    caughtBy: ["clip.scale"],
    diagnosis:
      'behaves like a maxNorm of 0 that means "do not clip": the gradients stay as they are instead of becoming zeros',
  },
  {
    id: "clip.skips-bad-norms",
    file: "src/clip-grad-norm.ts",
    find: "const coefficient = Math.min(1, maxNorm / (norm + 1e-6));",
    replace: "const coefficient = Number.isFinite(norm) ? Math.min(1, maxNorm / (norm + 1e-6)) : 1;",
    caughtBy: ["clip.non-finite"],
    diagnosis:
      "behaves like clipping that is skipped when the norm is NaN or infinite: healthy gradients stay unclipped, and with an infinite norm nothing is shortened at all",
  },
  {
    id: "clip.square-root-for-every-p",
    file: "src/clip-grad-norm.ts",
    find: "return sum ** (1 / p);",
    replace: "return p === 1 ? sum : Math.sqrt(sum);",
    caughtBy: ["clip.norm-types"],
    diagnosis:
      "behaves like a square root for every normType but 1: with p = 3 or 0.5 the norm is wrong, and so is the clipping",
  },
]);
