import { rules, type SettingsOf } from "@tinytorch/options";
import { decayedGradient } from "./decayed-gradient.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** The size of a step (default 0.01). */
  learningRate: rules.nonNegative.or(0.01),
  /** α, how much of the running mean of squares is kept at each step (default 0.99). */
  alpha: rules.fraction.or(0.99),
  /** ε, which keeps the division finite (default 1e-8). */
  eps: rules.nonNegative.or(1e-8),
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** μ, the share of the last velocity that is kept (default 0: none). */
  momentum: rules.nonNegative.or(0),
  /** Divide by the spread around the mean gradient instead of its size (default false). */
  centered: rules.flag.or(false),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of RMSprop. */
export type RMSpropOptions = SettingsOf<typeof table>;

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
export class RMSprop extends optimizerWith("RMSprop", table, ["meanSquare"]) {
  protected override update(step: ParameterStep<RMSpropOptions>): void {
    const { weights, options } = step;
    const { learningRate, alpha, eps, momentum, centered } = options;
    const meanSquare = bufferOf(step, "meanSquare");
    const g = decayedGradient(step);
    meanSquare.mul_(alpha).addcmul_(g, g, { value: 1 - alpha });
    const spread = meanSquare.clone();
    if (centered) {
      const mean = bufferOf(step, "mean").lerp_(g, 1 - alpha);
      spread.addcmul_(mean, mean, { value: -1 });
    }
    const denominator = spread.sqrt_().add_(eps);
    if (momentum === 0) {
      weights.addcdiv_(g, denominator, { value: -learningRate });
      return;
    }
    const velocity = bufferOf(step, "velocity").mul_(momentum).addcdiv_(g, denominator);
    weights.add_(velocity, { alpha: -learningRate });
  }
}
