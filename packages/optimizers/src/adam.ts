import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { decayedGradient } from "./decayed-gradient.ts";
import { type AdamOptions, adamDefaults, checkMomentOptions, stepByMoments, zeroMoments } from "./moments.ts";
import { Optimizer, type OptimizerParams } from "./optimizer.ts";

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
export class Adam extends Optimizer<AdamOptions> {
  constructor(params: OptimizerParams<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super("Adam", params, { ...adamDefaults, ...options }, (group) => checkMomentOptions("Adam", group));
  }

  protected override update(parameter: Variable, gradient: Tensor, options: AdamOptions): void {
    const state = this.stateOf(parameter, () => zeroMoments(parameter));
    stepByMoments(parameter, decayedGradient(parameter, gradient, options), state, options);
  }
}
