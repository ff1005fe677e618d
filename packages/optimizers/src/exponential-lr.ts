import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** What the rate is multiplied by at every epoch. */
  gamma: rules.finite,
};

/** Options of ExponentialLR. */
export type ExponentialLROptions = OptionsOf<typeof table>;

/**
 * Multiplies the rate by γ at every epoch: α_t = α₀ · γᵗ. The current rate is what is multiplied, so a change made by hand
 * survives. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
 * @throws RangeError when γ is not a number.
 */
export class ExponentialLR extends schedulerWith("ExponentialLR", table) {
  protected override rate(current: number): number {
    return this.lastEpoch === 0 ? current : current * this.options.gamma;
  }
}
