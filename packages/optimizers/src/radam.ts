import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { decoupledGradient } from "./decayed-gradient.ts";
import {
  checkMomentOptions,
  type MomentOptions,
  momentDefaults,
  takeInMoments,
  zeroMoments,
} from "./moments.ts";
import { Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of RAdam. */
export interface RAdamOptions extends MomentOptions {
  /** Let the decay act on the weights themselves, as in AdamW (default false). */
  decoupledWeightDecay: boolean;
}

/**
 * RAdam (Liu et al., 2020): Adam that does not trust its mean of squares before it has seen enough of them.
 *
 *   m, v as in Adam;  ρ_∞ = 2/(1−β₂) − 1;  ρ_t = ρ_∞ − 2tβ₂ᵗ/(1−β₂ᵗ)
 *   when ρ_t > 5:  θ ← θ − α · r_t · m̂ · √(1−β₂ᵗ) / (√v + ε)
 *                  with  r_t = √((ρ_t−4)(ρ_t−2)ρ_∞ / ((ρ_∞−4)(ρ_∞−2)ρ_t))
 *   before that:   θ ← θ − α · m̂
 *
 * Memory: as Adam. https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html
 * @throws RangeError as Adam does.
 */
export class RAdam extends Optimizer<RAdamOptions> {
  constructor(params: OptimizerParams<RAdamOptions>, options: Partial<RAdamOptions> = {}) {
    super("RAdam", params, { ...momentDefaults, decoupledWeightDecay: false, ...options }, (group) =>
      checkMomentOptions("RAdam", group),
    );
  }

  protected override update(parameter: Variable, gradient: Tensor, options: RAdamOptions): void {
    const { learningRate, beta1, beta2, eps } = options;
    const state = this.stateOf(parameter, () => zeroMoments(parameter));
    const g = decoupledGradient(parameter, gradient, options);
    const { mean, meanSquare } = takeInMoments(state, g, options);
    const rate = learningRate / (1 - beta1 ** state.step);

    const squareCorrection = 1 - beta2 ** state.step;
    const longest = 2 / (1 - beta2) - 1;
    const length = longest - (2 * state.step * beta2 ** state.step) / squareCorrection;
    if (length <= 5) {
      parameter.data.add_(mean, { alpha: -rate });
      return;
    }
    const rectification = Math.sqrt(
      ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length),
    );
    const denominator = meanSquare.sqrt().add_(eps);
    parameter.data.addcdiv_(mean, denominator, {
      value: -rate * rectification * Math.sqrt(squareCorrection),
    });
  }
}
