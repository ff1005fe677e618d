import { rules, type SettingsOf } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { type AdamHyperparameters, fusedAdam } from "@tinytorch/tensor/internal";
import { decayedGradient } from "./decayed-gradient.ts";
import { bufferOf, type ParameterStep } from "./optimizer.ts";

/** The options of every rule that keeps running means of the gradient and of its square. */
export const momentTable = {
  /** α, the size of a step (default 0.001; 0.002 for Adamax and NAdam). */
  learningRate: rules.nonNegative.or(0.001),
  /** β₁, how much of the running mean is kept at each step (default 0.9). */
  beta1: rules.fraction.or(0.9),
  /** β₂, how much of the running mean of squares is kept at each step (default 0.999). */
  beta2: rules.fraction.or(0.999),
  /** ε, which keeps the division finite (default 1e-8). */
  eps: rules.nonNegative.or(1e-8),
  /** λ, the pull of each weight towards 0 (default 0; 0.01 for AdamW). */
  weightDecay: rules.nonNegative.or(0),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** What every such rule remembers of each parameter. */
export const momentMemory: readonly string[] = ["mean", "meanSquare"];

/** Options of every rule that keeps running means of the gradient and of its square. */
export type MomentOptions = SettingsOf<typeof momentTable>;

/** How a rule turns the running means into a step; see `TrainingKernels.adam`. */
type Rates = Pick<AdamHyperparameters, "meanRate" | "gradientRate" | "scale" | "eps">;

/** What both means are multiplied by to undo the bias of their beginning at 0: 1/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ). */
export function corrections({ state, options }: ParameterStep<MomentOptions>): readonly [number, number] {
  return [1 / (1 - options.beta1 ** state.step), 1 / Math.sqrt(1 - options.beta2 ** state.step)];
}

/**
 * Takes a gradient into both means and moves the weights by them. A decoupled decay acts on the weights themselves,
 * θ ← θ(1 − αλ), and stays out of the gradient; `largest` is AMSGrad's memory.
 */
export function stepByMoments(
  step: ParameterStep<MomentOptions>,
  decoupled: boolean,
  rates: Rates,
  largest: Tensor | null = null,
): void {
  const { weights, gradient, options } = step;
  const { learningRate, beta1, beta2, weightDecay, maximize } = options;
  const [mean, meanSquare] = [bufferOf(step, "mean"), bufferOf(step, "meanSquare")];
  const by: AdamHyperparameters = {
    ...rates,
    beta1,
    beta2,
    maximize,
    weightDecay: decoupled ? 0 : weightDecay,
    shrink: decoupled ? 1 - learningRate * weightDecay : 1,
  };
  if (!fusedAdam(weights, gradient, mean, meanSquare, largest, by))
    move(weights, gradient, mean, meanSquare, largest, by);
}

/** The same in single operations. */
function move(
  weights: Tensor,
  gradient: Tensor,
  mean: Tensor,
  meanSquare: Tensor,
  largest: Tensor | null,
  by: AdamHyperparameters,
): void {
  const { beta1, beta2, shrink, meanRate, gradientRate, scale, eps } = by;
  if (shrink !== 1) weights.mul_(shrink);
  const g = decayedGradient({ weights, gradient, options: by });
  mean.lerp_(g, 1 - beta1);
  meanSquare.mul_(beta2).addcmul_(g, g, { value: 1 - beta2 });
  const squares = largest === null ? meanSquare : largest.maximum_(meanSquare);
  const step = mean.mul(meanRate);
  if (gradientRate !== 0) step.add_(g, { alpha: gradientRate });
  weights.sub_(step.div_(squares.sqrt().mul_(scale).add_(eps)));
}
