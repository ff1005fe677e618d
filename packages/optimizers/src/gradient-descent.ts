import { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";

/**
 * One step of gradient descent, θ ← θ − α∇L(θ), in place (Cauchy, 1847). A parameter without a gradient stays as it is.
 * @throws RangeError on a negative rate.
 */
export function gradientDescentStep(parameter: Variable, learningRate: number): void {
  rules.requireEach("gradientDescentStep", rules.nonNegative, { learningRate });
  if (!(parameter instanceof Variable))
    throw new TypeError(`gradientDescentStep: a parameter must be a Variable, got ${rules.shown(parameter)}`);
  if (parameter.grad === null) return;
  parameter.data.add_(parameter.grad.data, { alpha: -learningRate });
}
