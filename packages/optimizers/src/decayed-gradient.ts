import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";

/** The options that bend a gradient before a rule sees it. */
export interface GradientOptions {
  /** λ, the pull of each weight towards 0. */
  readonly weightDecay: number;
  /** Climb instead of descending. */
  readonly maximize: boolean;
}

/** The gradient with its sign turned for climbing, and then λθ added; the gradient itself is not changed. */
export function decayedGradient(
  parameter: Variable,
  gradient: Tensor,
  { weightDecay, maximize }: GradientOptions,
): Tensor {
  const downhill = maximize ? gradient.neg() : gradient;
  return weightDecay === 0 ? downhill : downhill.add(parameter.data, { alpha: weightDecay });
}

/** As `decayedGradient`, but the decay may act on the weights themselves, θ ← θ(1 − αλ), and stay out of the gradient. */
export function decoupledGradient(
  parameter: Variable,
  gradient: Tensor,
  options: GradientOptions & { readonly learningRate: number; readonly decoupledWeightDecay: boolean },
): Tensor {
  const { learningRate, weightDecay, maximize, decoupledWeightDecay } = options;
  if (!decoupledWeightDecay) return decayedGradient(parameter, gradient, options);
  if (weightDecay !== 0) parameter.data.mul_(1 - learningRate * weightDecay);
  return maximize ? gradient.neg() : gradient;
}
