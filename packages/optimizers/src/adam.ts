import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { type AdamOptions, adamDefaults, checkAdamOptions, stepByMoments, zeroMoments } from "./moments.ts";
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
    super("Adam", params, { ...adamDefaults, ...options }, (group) => checkAdamOptions("Adam", group));
  }

  protected override update(parameter: Variable, gradient: Tensor, options: AdamOptions): void {
    const { weightDecay, maximize } = options;
    const state = this.state.get(parameter) ?? zeroMoments(parameter);
    this.state.set(parameter, state);
    const uphill = maximize ? gradient.neg() : gradient;
    const decayed = weightDecay === 0 ? uphill : uphill.add(parameter.data, { alpha: weightDecay });
    stepByMoments(parameter, decayed, state, options);
  }
}
