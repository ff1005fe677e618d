import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** The share of the rate to begin with, in (0, 1] (default 1/3). */
  startFactor: rules.positiveShare.or(1 / 3),
  /** The share to end with, in [0, 1] (default 1). */
  endFactor: rules.share.or(1),
  /** The epochs from one to the other (default 5). */
  totalIters: rules.count.or(5),
};

/** Options of LinearLR. */
export type LinearLROptions = OptionsOf<typeof table>;

/**
 * Warm-up: multiplies the rate by a factor that moves evenly from `startFactor` to `endFactor` and stays there. The current
 * rate is what is multiplied, so a change made by hand survives.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
 * @throws RangeError when a factor or the number of epochs is out of range.
 */
export class LinearLR extends schedulerWith("LinearLR", table) {
  protected override rate(current: number): number {
    const epoch = this.lastEpoch;
    const { startFactor, endFactor, totalIters } = this.options;
    if (epoch === 0) return current * startFactor;
    if (epoch > totalIters) return current;
    const factor = (at: number) => startFactor + ((endFactor - startFactor) * at) / totalIters;
    return current * (factor(epoch) / factor(epoch - 1));
  }
}
