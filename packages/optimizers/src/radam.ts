import { rules, type SettingsOf } from "@tinytorch/options";
import { corrections, momentMemory, momentTable, stepByMoments } from "./moments.ts";
import { optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  ...momentTable,
  /** Let the decay act on the weights themselves, as in AdamW (default false). */
  decoupledWeightDecay: rules.flag.or(false),
};

/** Options of RAdam. */
export type RAdamOptions = SettingsOf<typeof table>;

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
export class RAdam extends optimizerWith("RAdam", table, momentMemory) {
  protected override update(step: ParameterStep<RAdamOptions>): void {
    const { state, options } = step;
    const { learningRate, beta2, eps, decoupledWeightDecay } = options;
    const [meanCorrection, squareScale] = corrections(step);
    const rate = learningRate * meanCorrection;
    const squareCorrection = 1 / squareScale ** 2;
    const longest = 2 / (1 - beta2) - 1;
    const length = longest - (2 * state.step * beta2 ** state.step) / squareCorrection;
    const rectification = Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length));
    stepByMoments(step, decoupledWeightDecay, {
      ...(length > 5
        ? { meanRate: (rate * rectification) / squareScale, scale: 1, eps }
        : // A denominator of 1.
          { meanRate: rate, scale: 0, eps: 1 }),
      gradientRate: 0,
    });
  }
}
