import type { Variable } from "@tinytorch/autograd";
import { type Tensor, zerosLike } from "@tinytorch/tensor";
import { requireFraction, requireNonNegative } from "./checks.ts";
import type { BaseOptions, ParameterState } from "./optimizer.ts";

/** Options of every rule that keeps running means of the gradient and of its square. */
export interface MomentOptions extends BaseOptions {
  /** α, the size of a step (default 0.001). */
  learningRate: number;
  /** β₁, how much of the running mean is kept at each step (default 0.9). */
  beta1: number;
  /** β₂, how much of the running mean of squares is kept at each step (default 0.999). */
  beta2: number;
  /** ε, which keeps the division finite (default 1e-8). */
  eps: number;
  /** λ, the pull of each weight towards 0 (default 0; 0.01 for AdamW). */
  weightDecay: number;
  /** Climb instead of descending (default false). */
  maximize: boolean;
}

/** Options that Adam and AdamW share. */
export interface AdamOptions extends MomentOptions {
  /** Divide by the largest mean of squares seen so far (Reddi et al., 2018; default false). */
  amsgrad: boolean;
}

/** The defaults of the family. */
export const momentDefaults: MomentOptions = {
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  eps: 1e-8,
  weightDecay: 0,
  maximize: false,
};

/** The defaults of Adam. */
export const adamDefaults: AdamOptions = { ...momentDefaults, amsgrad: false };

/** The memory for a parameter before its first gradient: both moments 0. */
export function zeroMoments(parameter: Variable): Record<string, Tensor> {
  return { mean: zerosLike(parameter.data), meanSquare: zerosLike(parameter.data) };
}

/** Counts a gradient and takes it into both moments. */
export function takeInMoments(
  state: ParameterState,
  gradient: Tensor,
  { beta1, beta2 }: MomentOptions,
): { mean: Tensor; meanSquare: Tensor } {
  const { mean, meanSquare } = state.buffers;
  state.step++;
  mean.lerp_(gradient, 1 - beta1);
  meanSquare.mul_(beta2).addcmul_(gradient, gradient, { value: 1 - beta2 });
  return { mean, meanSquare };
}

/** The part Adam and AdamW have in common: takes in a gradient and moves the parameter by the corrected moments. */
export function stepByMoments(
  parameter: Variable,
  gradient: Tensor,
  state: ParameterState,
  options: AdamOptions,
): void {
  const { learningRate, beta1, beta2, eps, amsgrad } = options;
  const { mean, meanSquare } = takeInMoments(state, gradient, options);

  // Both means begin at 0; dividing by 1 − βᵗ undoes that bias.
  const meanCorrection = 1 - beta1 ** state.step;
  const squareCorrection = 1 - beta2 ** state.step;
  const scale = amsgrad ? largest(state, meanSquare) : meanSquare;
  const denominator = scale.sqrt().div_(Math.sqrt(squareCorrection)).add_(eps);
  parameter.data.addcdiv_(mean, denominator, { value: -learningRate / meanCorrection });
}

/** AMSGrad's memory: the largest mean of squares so far, before correction. */
function largest(state: ParameterState, meanSquare: Tensor): Tensor {
  state.buffers.maxMeanSquare ??= zerosLike(meanSquare);
  return state.buffers.maxMeanSquare.maximum_(meanSquare);
}

/** @throws RangeError when an option of the family is out of range. */
export function checkMomentOptions(owner: string, options: MomentOptions): void {
  requireNonNegative(owner, "learningRate", options.learningRate);
  requireFraction(owner, "beta1", options.beta1);
  requireFraction(owner, "beta2", options.beta2);
  requireNonNegative(owner, "eps", options.eps);
  requireNonNegative(owner, "weightDecay", options.weightDecay);
}
