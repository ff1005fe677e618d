import { requireCount } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of CosineAnnealingLR. */
export interface CosineAnnealingLROptions {
  /** T, the epochs from the base rate down to the least one. */
  tMax: number;
  /** η_min, the least rate (default 0). */
  etaMin?: number;
}

/**
 * Lowers the rate along half a cosine, and raises it again after `tMax` epochs (Loshchilov & Hutter, 2017, without restarts):
 *
 *   α_t = η_min + (α₀ − η_min)(1 + cos(πt/T)) / 2
 *
 * It is computed from the rate before, as PyTorch does, so that a change made by hand is carried along.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
 * @throws RangeError when `tMax` is not a whole number ≥ 1.
 */
export class CosineAnnealingLR extends Scheduler {
  readonly #tMax: number;
  readonly #etaMin: number;

  constructor(optimizer: Scheduled, { tMax, etaMin = 0 }: CosineAnnealingLROptions) {
    requireCount("CosineAnnealingLR", "tMax", tMax);
    super(optimizer);
    this.#tMax = tMax;
    this.#etaMin = etaMin;
    this.step();
  }

  protected override rate(current: number, base: number): number {
    const epoch = this.lastEpoch;
    const [tMax, etaMin] = [this.#tMax, this.#etaMin];
    if (epoch === 0) return current;
    // One epoch after the bottom the rate before is η_min, and the ratio below would divide 0 by 0.
    if ((epoch - 1 - tMax) % (2 * tMax) === 0)
      return current + ((base - etaMin) * (1 - Math.cos(Math.PI / tMax))) / 2;
    const height = 1 + Math.cos((Math.PI * epoch) / tMax);
    const heightBefore = 1 + Math.cos((Math.PI * (epoch - 1)) / tMax);
    return (height / heightBefore) * (current - etaMin) + etaMin;
  }
}
