import type { Variable } from "@tinytorch/autograd";

/**
 * One step of gradient descent, the rule every optimizer below refines: walk downhill.
 *
 *   θ ← θ − α ∇L(θ)
 *
 * Reads `parameter.grad.data`, gives `parameter.data` its new value and leaves the gradient as it was.
 * A parameter without a gradient took no part in the loss and stays where it is.
 * @throws RangeError on a learning rate that is not a number >= 0.
 */
export function gradientDescentStep(parameter: Variable, learningRate: number): void {
  if (!(learningRate >= 0)) {
    throw new RangeError(`gradientDescentStep: learningRate must be >= 0, got ${learningRate}`);
  }
  if (parameter.grad === null) return;
  throw new Error("TODO(08-optimizers): set parameter.data to θ − α ∇L(θ)");
}
