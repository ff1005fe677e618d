import { rules, type SettingsOf } from "@tinytorch/options";
import { corrections, momentMemory, momentTable, stepByMoments } from "./moments.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  ...momentTable,
  /** Divide by the largest mean of squares seen so far (Reddi et al., 2018; default false). */
  amsgrad: rules.flag.or(false),
};

/** Options that Adam and AdamW share. */
export type AdamOptions = SettingsOf<typeof table>;

/**
 * Adam (Kingma & Ba, 2015): gradient steps scaled by running estimates of the first two moments.
 *
 *   g ← ∇L(θ) + λθ
 *   m ← β₁m + (1−β₁)g        v ← β₂v + (1−β₂)g²
 *   θ ← θ − α · m̂ / (√v̂ + ε)  with  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * Memory: two buffers the size of the parameters (three with AMSGrad), made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
 * @throws RangeError on a negative rate, decay or ε, a β outside [0, 1), or an empty parameter list.
 */
export class Adam extends optimizerWith("Adam", table, momentMemory) {
  protected override update(step: ParameterStep<AdamOptions>): void {
    adamStep(step, false);
  }
}

/**
 * AdamW (Loshchilov & Hutter, 2019): Adam whose weight decay acts on the weights themselves and stays out of the moments.
 *
 *   θ ← θ(1 − αλ), then Adam's step with the plain gradient
 *
 * Memory: as Adam. https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
 * @throws RangeError as Adam does.
 */
export class AdamW extends optimizerWith("AdamW", { ...table, weightDecay: rules.nonNegative.or(0.01) }, momentMemory) {
  protected override update(step: ParameterStep<AdamOptions>): void {
    adamStep(step, true);
  }
}

function adamStep(step: ParameterStep<AdamOptions>, decoupled: boolean): void {
  const { learningRate, eps, amsgrad } = step.options;
  const [meanCorrection, scale] = corrections(step);
  const rates = { meanRate: learningRate * meanCorrection, gradientRate: 0, scale, eps };
  stepByMoments(step, decoupled, rates, amsgrad ? bufferOf(step, "maxMeanSquare") : null);
}
