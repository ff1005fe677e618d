import { rules, type SettingsOf } from "@tinytorch/options";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** α, the size of a step, which is the same for every weight (default 0.0001). */
  learningRate: rules.nonNegative.or(0.0001),
  /** β₁, the share of the mean in the direction of a step (default 0.9). */
  beta1: rules.fraction.or(0.9),
  /** β₂, how much of the running mean is kept at each step (default 0.99). */
  beta2: rules.fraction.or(0.99),
  /** λ, the pull of each weight towards 0, on the weights themselves (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of Lion. */
export type LionOptions = SettingsOf<typeof table>;

/**
 * Lion (Chen et al., 2023): steps of one size, whose signs come from the gradient and its running mean.
 *
 *   θ ← θ(1 − αλ)
 *   θ ← θ − α · sign(β₁m + (1−β₁)g), with sign(0) = 0
 *   m ← β₂m + (1−β₂)g
 *
 * Memory: one buffer the size of the parameters, made on a parameter's first gradient. https://arxiv.org/abs/2302.06675
 * @throws RangeError on an empty parameter list, a negative option, or a β outside [0, 1).
 */
export class Lion extends optimizerWith("Lion", table, ["mean"]) {
  protected override update(step: ParameterStep<LionOptions>): void {
    const { weights, gradient, options } = step;
    const { learningRate, beta1, beta2, weightDecay, maximize } = options;
    const mean = bufferOf(step, "mean");
    const g = maximize ? gradient.neg() : gradient;
    const direction = mean
      .clone()
      .lerp_(g, 1 - beta1)
      .sign();
    weights.mul_(1 - learningRate * weightDecay).add_(direction, { alpha: -learningRate });
    mean.lerp_(g, 1 - beta2);
  }
}
