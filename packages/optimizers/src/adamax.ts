import { rules } from "@tinytorch/options";
import { decayedGradient } from "./decayed-gradient.ts";
import { type MomentOptions, momentTable } from "./moments.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = { ...momentTable, learningRate: rules.nonNegative.or(0.002) };

/** Options of Adamax. */
export type AdamaxOptions = MomentOptions;

/**
 * Adamax (Kingma & Ba, 2015, section 7.1): Adam with the largest recent gradient in place of the mean square.
 *
 *   g ← ∇L(θ) + λθ
 *   m ← β₁m + (1−β₁)g        u ← max(β₂u, |g| + ε)
 *   θ ← θ − α/(1−β₁ᵗ) · m / u
 *
 * Memory: two buffers the size of the parameters, made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html
 * @throws RangeError as Adam does.
 */
export class Adamax extends optimizerWith("Adamax", table, ["mean", "largest"]) {
  protected override update(step: ParameterStep<AdamaxOptions>): void {
    const { weights, options } = step;
    const { learningRate, beta1, beta2, eps } = options;
    const mean = bufferOf(step, "mean");
    const largest = bufferOf(step, "largest");
    const g = decayedGradient(step);
    mean.lerp_(g, 1 - beta1);
    largest.mul_(beta2).maximum_(g.abs().add_(eps));
    weights.addcdiv_(mean, largest, { value: -learningRate / (1 - beta1 ** step.state.step) });
  }
}
