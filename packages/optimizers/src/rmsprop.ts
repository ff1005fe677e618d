import type { Variable } from "@tinytorch/autograd";
import { type Tensor, zerosLike } from "@tinytorch/tensor";
import { requireFraction, requireNonNegative } from "./checks.ts";
import { decayedGradient } from "./decayed-gradient.ts";
import { type BaseOptions, Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of RMSprop. */
export interface RMSpropOptions extends BaseOptions {
  /** The size of a step (default 0.01). */
  learningRate: number;
  /** α, how much of the running mean of squares is kept at each step (default 0.99). */
  alpha: number;
  /** ε, which keeps the division finite (default 1e-8). */
  eps: number;
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: number;
  /** μ, the share of the last velocity that is kept (default 0: none). */
  momentum: number;
  /** Divide by the spread around the mean gradient instead of its size (default false). */
  centered: boolean;
  /** Climb instead of descending (default false). */
  maximize: boolean;
}

const defaults: RMSpropOptions = {
  learningRate: 0.01,
  alpha: 0.99,
  eps: 1e-8,
  weightDecay: 0,
  momentum: 0,
  centered: false,
  maximize: false,
};

/**
 * RMSprop (Tieleman & Hinton, 2012; centered: Graves, 2013): steps divided by the running size of the gradient.
 *
 *   g ← ∇L(θ) + λθ
 *   s ← αs + (1−α)g²         ḡ ← αḡ + (1−α)g, when centered
 *   d ← g / (√(s − ḡ²) + ε)
 *   θ ← θ − rate · d, or with momentum b ← μb + d and θ ← θ − rate · b
 *
 * Memory: one buffer the size of the parameters, one more when centered and one with momentum.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
 * @throws RangeError on an empty parameter list, a negative option, or an α outside [0, 1).
 */
export class RMSprop extends Optimizer<RMSpropOptions> {
  constructor(params: OptimizerParams<RMSpropOptions>, options: Partial<RMSpropOptions> = {}) {
    super("RMSprop", params, { ...defaults, ...options }, check);
  }

  protected override update(parameter: Variable, gradient: Tensor, options: RMSpropOptions): void {
    const { learningRate, alpha, eps, momentum, centered } = options;
    const state = this.stateOf(parameter, () => ({ meanSquare: zerosLike(parameter.data) }));
    const { buffers } = state;
    const g = decayedGradient(parameter, gradient, options);
    state.step++;
    buffers.meanSquare.mul_(alpha).addcmul_(g, g, { value: 1 - alpha });
    let spread = buffers.meanSquare;
    if (centered) {
      buffers.mean ??= zerosLike(parameter.data);
      buffers.mean.lerp_(g, 1 - alpha);
      spread = spread.clone().addcmul_(buffers.mean, buffers.mean, { value: -1 });
    }
    const denominator = spread.sqrt().add_(eps);
    if (momentum === 0) {
      parameter.data.addcdiv_(g, denominator, { value: -learningRate });
      return;
    }
    buffers.velocity ??= zerosLike(parameter.data);
    buffers.velocity.mul_(momentum).addcdiv_(g, denominator);
    parameter.data.add_(buffers.velocity, { alpha: -learningRate });
  }
}

function check({ learningRate, alpha, eps, weightDecay, momentum }: RMSpropOptions): void {
  requireNonNegative("RMSprop", "learningRate", learningRate);
  requireFraction("RMSprop", "alpha", alpha);
  requireNonNegative("RMSprop", "eps", eps);
  requireNonNegative("RMSprop", "weightDecay", weightDecay);
  requireNonNegative("RMSprop", "momentum", momentum);
}
