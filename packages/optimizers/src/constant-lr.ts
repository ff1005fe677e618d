import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** The share of the rate to begin with, in (0, 1] (default 1/3). */
  factor: rules.positiveShare.or(1 / 3),
  /** The epochs it lasts (default 5). */
  totalIters: rules.count.or(5),
};

/** Options of ConstantLR. */
export type ConstantLROptions = OptionsOf<typeof table>;

/**
 * Multiplies the rate by a factor for the first epochs, and takes it back after them. The current rate is what is
 * multiplied, so a change made by hand survives.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html
 * @throws RangeError when the factor or the number of epochs is out of range.
 */
export class ConstantLR extends schedulerWith("ConstantLR", table) {
  protected override rate(current: number): number {
    const { factor, totalIters } = this.options;
    if (this.lastEpoch === 0) return current * factor;
    return this.lastEpoch === totalIters ? current * (1 / factor) : current;
  }
}
