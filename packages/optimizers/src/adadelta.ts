import { rules, type SettingsOf } from "@tinytorch/options";
import { decayedGradient } from "./decayed-gradient.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** What the step is multiplied by (default 1). */
  learningRate: rules.nonNegative.or(1),
  /** ρ, how much of both running means is kept at each step (default 0.9). */
  rho: rules.fraction.or(0.9),
  /** ε, which keeps the division finite and sets the first steps going (default 1e-6). */
  eps: rules.nonNegative.or(1e-6),
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of Adadelta. */
export type AdadeltaOptions = SettingsOf<typeof table>;

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
export class Adadelta extends optimizerWith("Adadelta", table, ["meanSquare", "meanSquareStep"]) {
  protected override update(step: ParameterStep<AdadeltaOptions>): void {
    const { weights, options } = step;
    const { learningRate, rho, eps } = options;
    const meanSquare = bufferOf(step, "meanSquare");
    const meanSquareStep = bufferOf(step, "meanSquareStep");
    const g = decayedGradient(step);
    meanSquare.mul_(rho).addcmul_(g, g, { value: 1 - rho });
    const change = meanSquareStep.add(eps).sqrt_().div_(meanSquare.add(eps).sqrt_()).mul_(g);
    meanSquareStep.mul_(rho).addcmul_(change, change, { value: 1 - rho });
    weights.add_(change, { alpha: -learningRate });
  }
}
