import { rules, type SettingsOf } from "@tinytorch/options";
import { corrections, momentMemory, momentTable, stepByMoments } from "./moments.ts";
import { optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  ...momentTable,
  learningRate: rules.nonNegative.or(0.002),
  /** ψ, how slowly the momentum rises to β₁ (default 0.004). */
  momentumDecay: rules.nonNegative.or(0.004),
  /** Let the decay act on the weights themselves, as in AdamW (default false). */
  decoupledWeightDecay: rules.flag.or(false),
};

/** Options of NAdam. */
export type NAdamOptions = SettingsOf<typeof table>;

/**
 * NAdam (Dozat, 2016): Adam that looks ahead, with Nesterov's momentum.
 *
 *   m, v as in Adam;  μ_t = β₁(1 − 0.96^(tψ)/2);  M_t = μ₁ · … · μ_t
 *   θ ← θ − α · ((1−μ_t)/(1−M_t) · g + μ_{t+1}/(1−M_{t+1}) · m) / (√v̂ + ε)
 *
 * Memory: as Adam. https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html
 * @throws RangeError as Adam does, and on a negative ψ.
 */
export class NAdam extends optimizerWith("NAdam", table, [...momentMemory, "momentumProduct"]) {
  protected override update(step: ParameterStep<NAdamOptions>): void {
    const { state, options } = step;
    const { learningRate, beta1, eps, momentumDecay } = options;
    const momentumAt = (t: number) => beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
    const momentum = momentumAt(state.step);
    const next = momentumAt(state.step + 1);
    const product = (state.numbers.momentumProduct ?? 1) * momentum;
    state.numbers.momentumProduct = product;
    const [, scale] = corrections(step);
    stepByMoments(step, options.decoupledWeightDecay, {
      meanRate: (learningRate * next) / (1 - product * next),
      gradientRate: (learningRate * (1 - momentum)) / (1 - product),
      scale,
      eps,
    });
  }
}
