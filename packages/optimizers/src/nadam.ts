import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { requireNonNegative } from "./checks.ts";
import { decoupledGradient } from "./decayed-gradient.ts";
import {
  checkMomentOptions,
  type MomentOptions,
  momentDefaults,
  takeInMoments,
  zeroMoments,
} from "./moments.ts";
import { Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of NAdam; the default learning rate is 0.002. */
export interface NAdamOptions extends MomentOptions {
  /** ψ, how slowly the momentum rises to β₁ (default 0.004). */
  momentumDecay: number;
  /** Let the decay act on the weights themselves, as in AdamW (default false). */
  decoupledWeightDecay: boolean;
}

const defaults: NAdamOptions = {
  ...momentDefaults,
  learningRate: 0.002,
  momentumDecay: 0.004,
  decoupledWeightDecay: false,
};

/**
 * NAdam (Dozat, 2016): Adam that looks ahead, with Nesterov's momentum.
 *
 *   m, v as in Adam;  μ_t = β₁(1 − 0.96^(tψ)/2);  M_t = μ₁ · … · μ_t
 *   θ ← θ − α · ((1−μ_t)/(1−M_t) · g + μ_{t+1}/(1−M_{t+1}) · m) / (√v̂ + ε)
 *
 * Memory: as Adam. https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html
 * @throws RangeError as Adam does, and on a negative ψ.
 */
export class NAdam extends Optimizer<NAdamOptions> {
  constructor(params: OptimizerParams<NAdamOptions>, options: Partial<NAdamOptions> = {}) {
    super("NAdam", params, { ...defaults, ...options }, (group) => {
      checkMomentOptions("NAdam", group);
      requireNonNegative("NAdam", "momentumDecay", group.momentumDecay);
    });
  }

  protected override update(parameter: Variable, gradient: Tensor, options: NAdamOptions): void {
    const { learningRate, beta1, beta2, eps, momentumDecay } = options;
    const state = this.stateOf(parameter, () => zeroMoments(parameter));
    const g = decoupledGradient(parameter, gradient, options);
    const { mean, meanSquare } = takeInMoments(state, g, options);

    const momentumAt = (step: number) => beta1 * (1 - 0.5 * 0.96 ** (step * momentumDecay));
    const momentum = momentumAt(state.step);
    const next = momentumAt(state.step + 1);
    const product = (state.momentumProduct ?? 1) * momentum;
    state.momentumProduct = product;

    const denominator = meanSquare
      .div(1 - beta2 ** state.step)
      .sqrt_()
      .add_(eps);
    parameter.data
      .addcdiv_(g, denominator, { value: (-learningRate * (1 - momentum)) / (1 - product) })
      .addcdiv_(mean, denominator, { value: (-learningRate * next) / (1 - product * next) });
  }
}
