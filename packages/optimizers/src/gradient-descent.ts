import type { Variable } from "@tinytorch/autograd";

/**
 * One step of gradient descent, θ ← θ − α∇L(θ), in place (Cauchy, 1847). A parameter without a gradient stays as it is.
 * @throws RangeError on a negative rate.
 */
export function gradientDescentStep(parameter: Variable, learningRate: number): void {
  if (!(learningRate >= 0)) {
    throw new RangeError(`gradientDescentStep: learningRate must be ≥ 0, got ${learningRate}`);
  }
  if (parameter.grad === null) return;
  parameter.data.add_(parameter.grad.data, { alpha: -learningRate });
}
