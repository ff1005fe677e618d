import type { Variable } from "@tinytorch/autograd";
import { type Tensor, zerosLike } from "@tinytorch/tensor";
import { requireFraction, requireNonNegative } from "./checks.ts";
import { decayedGradient } from "./decayed-gradient.ts";
import { type BaseOptions, Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of Adadelta. */
export interface AdadeltaOptions extends BaseOptions {
  /** What the step is multiplied by (default 1). */
  learningRate: number;
  /** ρ, how much of both running means is kept at each step (default 0.9). */
  rho: number;
  /** ε, which keeps the division finite and sets the first steps going (default 1e-6). */
  eps: number;
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: number;
  /** Climb instead of descending (default false). */
  maximize: boolean;
}

const defaults: AdadeltaOptions = {
  learningRate: 1,
  rho: 0.9,
  eps: 1e-6,
  weightDecay: 0,
  maximize: false,
};

/**
 * Adadelta (Zeiler, 2012): steps in proportion to the steps before, so that they have the units of the weights.
 *
 *   g ← ∇L(θ) + λθ
 *   s ← ρs + (1−ρ)g²
 *   Δ ← √(a + ε) / √(s + ε) · g        then a ← ρa + (1−ρ)Δ²
 *   θ ← θ − rate · Δ
 *
 * Memory: two buffers the size of the parameters, made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html
 * @throws RangeError on an empty parameter list, a negative option, or a ρ outside [0, 1).
 */
export class Adadelta extends Optimizer<AdadeltaOptions> {
  constructor(params: OptimizerParams<AdadeltaOptions>, options: Partial<AdadeltaOptions> = {}) {
    super("Adadelta", params, { ...defaults, ...options }, check);
  }

  protected override update(parameter: Variable, gradient: Tensor, options: AdadeltaOptions): void {
    const { learningRate, rho, eps } = options;
    const state = this.stateOf(parameter, () => ({
      meanSquare: zerosLike(parameter.data),
      meanSquareStep: zerosLike(parameter.data),
    }));
    const { meanSquare, meanSquareStep } = state.buffers;
    const g = decayedGradient(parameter, gradient, options);
    state.step++;
    meanSquare.mul_(rho).addcmul_(g, g, { value: 1 - rho });
    const step = meanSquareStep.add(eps).sqrt_().div_(meanSquare.add(eps).sqrt_()).mul_(g);
    meanSquareStep.mul_(rho).addcmul_(step, step, { value: 1 - rho });
    parameter.data.add_(step, { alpha: -learningRate });
  }
}

function check({ learningRate, rho, eps, weightDecay }: AdadeltaOptions): void {
  requireNonNegative("Adadelta", "learningRate", learningRate);
  requireFraction("Adadelta", "rho", rho);
  requireNonNegative("Adadelta", "eps", eps);
  requireNonNegative("Adadelta", "weightDecay", weightDecay);
}
