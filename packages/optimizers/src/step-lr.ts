import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** How many epochs a rate lasts. */
  stepSize: rules.count,
  /** What the rate is multiplied by after them (default 0.1). */
  gamma: rules.finite.or(0.1),
};

/** Options of StepLR. */
export type StepLROptions = OptionsOf<typeof table>;

/**
 * Multiplies the rate by γ every `stepSize` epochs: α_t = α₀ · γ^⌊t / stepSize⌋. The current rate is what is multiplied, so
 * a change made by hand survives. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
 * @throws RangeError when `stepSize` is not a whole number ≥ 1.
 */
export class StepLR extends schedulerWith("StepLR", table) {
  protected override rate(current: number): number {
    const { stepSize, gamma } = this.options;
    return this.lastEpoch > 0 && this.lastEpoch % stepSize === 0 ? current * gamma : current;
  }
}
