import type { Variable } from "@tinytorch/autograd";
import { type Tensor, zerosLike } from "@tinytorch/tensor";
import { requireFraction, requireNonNegative } from "./checks.ts";
import { decoupledGradient } from "./decayed-gradient.ts";
import { type BaseOptions, Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of Lion. */
export interface LionOptions extends BaseOptions {
  /** α, the size of a step, which is the same for every weight (default 0.0001). */
  learningRate: number;
  /** β₁, the share of the mean in the direction of a step (default 0.9). */
  beta1: number;
  /** β₂, how much of the running mean is kept at each step (default 0.99). */
  beta2: number;
  /** λ, the pull of each weight towards 0, on the weights themselves (default 0). */
  weightDecay: number;
  /** Climb instead of descending (default false). */
  maximize: boolean;
}

const defaults: LionOptions = {
  learningRate: 0.0001,
  beta1: 0.9,
  beta2: 0.99,
  weightDecay: 0,
  maximize: false,
};

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
export class Lion extends Optimizer<LionOptions> {
  constructor(params: OptimizerParams<LionOptions>, options: Partial<LionOptions> = {}) {
    super("Lion", params, { ...defaults, ...options }, check);
  }

  protected override update(parameter: Variable, gradient: Tensor, options: LionOptions): void {
    const { learningRate, beta1, beta2 } = options;
    const state = this.stateOf(parameter, () => ({ mean: zerosLike(parameter.data) }));
    const { mean } = state.buffers;
    const g = decoupledGradient(parameter, gradient, { ...options, decoupledWeightDecay: true });
    state.step++;
    const direction = mean
      .clone()
      .lerp_(g, 1 - beta1)
      .sign();
    parameter.data.add_(direction, { alpha: -learningRate });
    mean.lerp_(g, 1 - beta2);
  }
}

function check({ learningRate, beta1, beta2, weightDecay }: LionOptions): void {
  requireNonNegative("Lion", "learningRate", learningRate);
  requireFraction("Lion", "beta1", beta1);
  requireFraction("Lion", "beta2", beta2);
  requireNonNegative("Lion", "weightDecay", weightDecay);
}
