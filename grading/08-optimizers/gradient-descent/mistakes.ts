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
]);
