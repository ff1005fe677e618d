import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in gradientDescentStep, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "gradient-descent.uphill",
    file: "src/gradient-descent.ts",
    find: "parameter.data.sub(change)",
    replace: "parameter.data.add(change)",
    caughtBy: ["gradient-descent.step"],
    diagnosis: "walks uphill: the gradient is added where it should be subtracted",
  },
  {
    id: "gradient-descent.no-rate",
    file: "src/gradient-descent.ts",
    find: "parameter.data.sub(change)",
    replace: "parameter.data.sub(parameter.grad.data)",
    caughtBy: ["gradient-descent.step"],
    diagnosis: "behaves like gradient descent that ignores the learning rate",
  },
  {
    id: "gradient-descent.gradient-overwritten",
    file: "src/gradient-descent.ts",
    find: "parameter.grad.data.mul(learningRate)",
    replace: "parameter.grad.data.mul_(learningRate)",
    caughtBy: ["gradient-descent.step"],
    diagnosis: "multiplies the gradient itself by the learning rate instead of a copy",
  },
  {
    id: "gradient-descent.largest-first",
    file: "src/gradient-descent.ts",
    find: "parameter.data.sub(change)",
    replace: "parameter.data.sub(change.clamp({ min: -10, max: 10 }))",
    caughtBy: ["gradient-descent.step"],
    diagnosis: "holds the step within bounds that nobody asked for",
  },
  {
    id: "gradient-descent.clears-gradient",
    file: "src/gradient-descent.ts",
    find: "  parameter.data = parameter.data.sub(change);",
    replace: `  parameter.data = parameter.data.sub(change);
  parameter.grad = null;`,
    caughtBy: ["gradient-descent.step"],
    diagnosis: "takes the gradient away after the step",
  },
  {
    id: "gradient-descent.rate-capped",
    file: "src/gradient-descent.ts",
    find: "parameter.grad.data.mul(learningRate)",
    replace: "parameter.grad.data.mul(Math.min(learningRate, 1))",
    caughtBy: ["gradient-descent.step"],
    diagnosis: "behaves like a step with a rate of at most 1: what is above it is cut off",
  },
  {
    id: "gradient-descent.cancelling-is-none",
    file: "src/gradient-descent.ts",
    find: "  const change = parameter.grad.data.mul(learningRate);",
    replace: `  if (parameter.grad.data.sum().item() === 0) return;
  const change = parameter.grad.data.mul(learningRate);`,
    caughtBy: ["gradient-descent.step"],
    diagnosis:
      "behaves like a step that takes a gradient whose elements add up to 0, as [1, −1] do, for none",
  },
  {
    id: "gradient-descent.counts-rows",
    file: "src/gradient-descent.ts",
    find: "  parameter.data = parameter.data.sub(change);",
    replace: `  const next = parameter.data.clone();
  for (let i = 0; i < next.shape[0]; i += 1) next.data[i] -= change.data[i];
  parameter.data = next;`,
    caughtBy: ["gradient-descent.step"],
    diagnosis:
      "behaves like a loop that counts to shape[0]: of a matrix the first few numbers move, a single number never does",
  },
  {
    id: "gradient-descent.zero-element-is-none",
    file: "src/gradient-descent.ts",
    find: "if (parameter.grad === null) return;",
    replace: "if (parameter.grad === null || parameter.grad.data.abs().min().item() === 0) return;",
    caughtBy: ["gradient-descent.step"],
    diagnosis: "behaves like a step that is not taken when one element of the gradient is 0",
  },
  {
    id: "gradient-descent.zero-rate-is-default",
    file: "src/gradient-descent.ts",
    find: "parameter.grad.data.mul(learningRate)",
    replace: "parameter.grad.data.mul(learningRate || 0.001)",
    caughtBy: ["gradient-descent.step"],
    diagnosis:
      "behaves like a step that takes a rate of exactly 0 for a missing one (`learningRate || …`) and moves the parameter all the same",
  },
  {
    id: "gradient-descent.first-rows-only",
    file: "src/gradient-descent.ts",
    find: "  const change = parameter.grad.data.mul(learningRate);\n  parameter.data = parameter.data.sub(change);",
    replace:
      "  const next = parameter.data.clone();\n  const slopes = parameter.grad.data.contiguous().data;\n  for (let i = 0; i < next.shape[0]; i += 1) next.data[i] -= learningRate * slopes[i];\n  parameter.data = next;",
    caughtBy: ["gradient-descent.step"],
    diagnosis:
      "behaves like a loop that runs to shape[0] over the flat numbers: right for vectors, but only the first few numbers of a matrix move, and a 0-d parameter never does",
  },
]);
