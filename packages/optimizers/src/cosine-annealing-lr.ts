import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

const table = {
  /** T, the epochs from the base rate down to the least one. */
  tMax: rules.count,
  /** η_min, the least rate (default 0). */
  etaMin: rules.finite.or(0),
};

/** Options of CosineAnnealingLR. */
export type CosineAnnealingLROptions = OptionsOf<typeof table>;

/**
 * Lowers the rate along half a cosine, and raises it again after `tMax` epochs (Loshchilov & Hutter, 2017, without restarts):
 *
 *   α_t = η_min + (α₀ − η_min)(1 + cos(πt/T)) / 2
 *
 * It is computed from the rate before, as PyTorch does, so that a change made by hand is carried along.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
 * @throws RangeError when `tMax` is not a whole number ≥ 1.
 */
export class CosineAnnealingLR extends schedulerWith("CosineAnnealingLR", table) {
  protected override rate(current: number, base: number): number {
    const epoch = this.lastEpoch;
    const { tMax, etaMin } = this.options;
    if (epoch === 0) return current;
    // One epoch after the bottom the rate before is η_min, and the ratio below would divide 0 by 0.
    if ((epoch - 1 - tMax) % (2 * tMax) === 0) return current + ((base - etaMin) * (1 - Math.cos(Math.PI / tMax))) / 2;
    const height = 1 + Math.cos((Math.PI * epoch) / tMax);
    const heightBefore = 1 + Math.cos((Math.PI * (epoch - 1)) / tMax);
    return (height / heightBefore) * (current - etaMin) + etaMin;
  }
}
