import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** The epochs of the first cycle. */
  t0: rules.count,
  /** How many times longer each cycle is than the one before (default 1). */
  tMult: rules.count.or(1),
  /** η_min, the rate that a cycle comes down to (default 0). */
  etaMin: rules.finite.or(0),
};

/** Options of CosineAnnealingWarmRestarts. */
export type CosineAnnealingWarmRestartsOptions = OptionsOf<typeof table>;

/**
 * Lowers the rate along half a cosine, again and again from the base rate (SGDR; Loshchilov & Hutter, 2017):
 *
 *   α = η_min + (α₀ − η_min)(1 + cos(π t/T)) / 2,  t epochs into a cycle of T
 *
 * `step(epoch)` goes to that epoch, which may be a fraction: after batch i of n, `step(epoch + (i + 1) / n)`.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
 * @throws RangeError when `t0` or `tMult` is not a whole number ≥ 1, or an epoch not a number ≥ 0.
 */
export class CosineAnnealingWarmRestarts extends schedulerWith("CosineAnnealingWarmRestarts", table) {
  override step(epoch: number = this.lastEpoch + 1): void {
    rules.requireEach("CosineAnnealingWarmRestarts", this.epochRule, { epoch });
    this.moveTo(epoch);
  }

  protected override get epochRule(): rules.Rule<number> {
    return rules.nonNegative;
  }

  protected override rate(_current: number, base: number): number {
    const { t0, tMult, etaMin } = this.options;
    // The epochs since the last restart, and the length of the cycle.
    let epoch = tMult === 1 ? this.lastEpoch % t0 : this.lastEpoch;
    let length = t0;
    for (; epoch >= length; length *= tMult) epoch -= length;
    return etaMin + ((base - etaMin) * (1 + Math.cos((Math.PI * epoch) / length))) / 2;
  }
}
