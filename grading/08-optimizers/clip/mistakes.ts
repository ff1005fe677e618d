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
]);
