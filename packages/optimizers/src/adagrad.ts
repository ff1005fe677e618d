import { rules, type SettingsOf } from "@tinytorch/options";
import { decayedGradient } from "./decayed-gradient.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** α, the size of a step (default 0.01). */
  learningRate: rules.nonNegative.or(0.01),
  /** η, how much each step slows the next ones (default 0). */
  learningRateDecay: rules.nonNegative.or(0),
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** What the sum of squares starts from (default 0). */
  initialAccumulatorValue: rules.nonNegative.or(0),
  /** ε, which keeps the division finite (default 1e-10). */
  eps: rules.nonNegative.or(1e-10),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of Adagrad. */
export type AdagradOptions = SettingsOf<typeof table>;

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
export class Adagrad extends optimizerWith("Adagrad", table, ["sum"]) {
  protected override update(step: ParameterStep<AdagradOptions>): void {
    const { weights, options } = step;
    const { learningRate, learningRateDecay, initialAccumulatorValue, eps } = options;
    const sum = bufferOf(step, "sum", initialAccumulatorValue);
    const g = decayedGradient(step);
    const rate = learningRate / (1 + (step.state.step - 1) * learningRateDecay);
    sum.addcmul_(g, g);
    weights.addcdiv_(g, sum.sqrt().add_(eps), { value: -rate });
  }
}
