import { LRScheduler, type Scheduled } from "./lr-scheduler.ts";

export type CosineAnnealingLROptions = {
  /** T, the epochs from the top of the curve to its bottom. */
  tMax: number;
  /** η, the rate at the bottom. Default 0. */
  etaMin?: number;
};

/**
 * Half a cosine wave from the base rate α₀ (`baseRates`, one per group) down to η (Loshchilov & Hutter, 2017), with t = lastEpoch:
 *
 *   α = η + (α₀ − η)(1 + cos(πt / T)) / 2
 *
 * It is a wave: past T the rate rises again.
 * @throws RangeError on a tMax that is not a whole number >= 1.
 */
export class CosineAnnealingLR extends LRScheduler {
  readonly tMax: number;
  readonly etaMin: number;

  constructor(optimizer: Scheduled, { tMax, etaMin = 0 }: CosineAnnealingLROptions) {
    if (!(Number.isInteger(tMax) && tMax >= 1)) {
      throw new RangeError(`CosineAnnealingLR: tMax must be a whole number >= 1, got ${tMax}`);
    }
    super(optimizer);
    this.tMax = tMax;
    this.etaMin = etaMin;
    this.step();
  }

  override step(): void {
    // BEGIN SOLUTION
    // TODO: count the epoch; set every group's rate by the formula
    this.lastEpoch += 1;
    const height = (1 + Math.cos((Math.PI * this.lastEpoch) / this.tMax)) / 2;
    for (const [i, group] of this.optimizer.paramGroups.entries()) {
      group.learningRate = this.etaMin + (this.baseRates[i] - this.etaMin) * height;
    }
    // END SOLUTION
  }
}
