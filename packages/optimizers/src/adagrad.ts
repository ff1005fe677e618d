import type { Variable } from "@tinytorch/autograd";
import { full, type Tensor } from "@tinytorch/tensor";
import { requireNonNegative } from "./checks.ts";
import { decayedGradient } from "./decayed-gradient.ts";
import { type BaseOptions, Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of Adagrad. */
export interface AdagradOptions extends BaseOptions {
  /** α, the size of a step (default 0.01). */
  learningRate: number;
  /** η, how much each step slows the next ones (default 0). */
  learningRateDecay: number;
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: number;
  /** What the sum of squares starts from (default 0). */
  initialAccumulatorValue: number;
  /** ε, which keeps the division finite (default 1e-10). */
  eps: number;
  /** Climb instead of descending (default false). */
  maximize: boolean;
}

const defaults: AdagradOptions = {
  learningRate: 0.01,
  learningRateDecay: 0,
  weightDecay: 0,
  initialAccumulatorValue: 0,
  eps: 1e-10,
  maximize: false,
};

/**
 * Adagrad (Duchi et al., 2011): steps that shrink with all the gradients a weight has had.
 *
 *   g ← ∇L(θ) + λθ
 *   s ← s + g²
 *   θ ← θ − α / (1 + (t−1)η) · g / (√s + ε)
 *
 * Memory: one buffer the size of the parameters, made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
 * @throws RangeError on an empty parameter list or a negative option.
 */
export class Adagrad extends Optimizer<AdagradOptions> {
  constructor(params: OptimizerParams<AdagradOptions>, options: Partial<AdagradOptions> = {}) {
    super("Adagrad", params, { ...defaults, ...options }, check);
  }

  protected override update(parameter: Variable, gradient: Tensor, options: AdagradOptions): void {
    const { learningRate, learningRateDecay, initialAccumulatorValue, eps } = options;
    const { shape, dtype } = parameter;
    const state = this.stateOf(parameter, () => ({ sum: full(shape, initialAccumulatorValue, { dtype }) }));
    const { sum } = state.buffers;
    const g = decayedGradient(parameter, gradient, options);
    const rate = learningRate / (1 + state.step * learningRateDecay);
    state.step++;
    sum.addcmul_(g, g);
    parameter.data.addcdiv_(g, sum.sqrt().add_(eps), { value: -rate });
  }
}

function check(options: AdagradOptions): void {
  requireNonNegative("Adagrad", "learningRate", options.learningRate);
  requireNonNegative("Adagrad", "learningRateDecay", options.learningRateDecay);
  requireNonNegative("Adagrad", "weightDecay", options.weightDecay);
  requireNonNegative("Adagrad", "initialAccumulatorValue", options.initialAccumulatorValue);
  requireNonNegative("Adagrad", "eps", options.eps);
}
