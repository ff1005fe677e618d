import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** The epochs until the rate is 0 (default 5). */
  totalIters: rules.count.or(5),
  /** The power of the polynomial (default 1: a straight line). */
  power: rules.nonNegative.or(1),
};

/** Options of PolynomialLR. */
export type PolynomialLROptions = OptionsOf<typeof table>;

/**
 * Lowers the rate to 0 along a polynomial: α_t = α₀ (1 − t/T)ᵖ. The current rate is what is multiplied, so a change made by
 * hand survives. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html
 * @throws RangeError when the number of epochs or the power is out of range.
 */
export class PolynomialLR extends schedulerWith("PolynomialLR", table) {
  protected override rate(current: number): number {
    const { totalIters, power } = this.options;
    const epoch = this.lastEpoch;
    if (epoch === 0 || epoch > totalIters) return current;
    return current * ((1 - epoch / totalIters) / (1 - (epoch - 1) / totalIters)) ** power;
  }
}
