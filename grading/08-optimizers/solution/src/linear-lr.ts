import { LRScheduler, type Scheduled } from "./lr-scheduler.ts";

export type LinearLROptions = {
  /** The share of the base rate in the first epoch. Default 1/3. */
  startFactor?: number;
  /** The share after `totalIters` epochs, and from then on. Default 1. */
  endFactor?: number;
  /** Epochs from one to the other. Default 5. */
  totalIters?: number;
};

/**
 * A straight line from `startFactor` to `endFactor` of the base rate over `totalIters` epochs: with the defaults, a
 * warm-up. The share after t epochs:
 *
 *   f(t) = start + (end − start) · min(t, total) / total
 *
 * It multiplies the rate it finds by f(t) / f(t−1), so that two schedules can share one optimizer.
 * @throws RangeError on a startFactor outside (0, 1] or a totalIters that is not a whole number >= 1.
 */
export class LinearLR extends LRScheduler {
  readonly startFactor: number;
  readonly endFactor: number;
  readonly totalIters: number;

  constructor(
    optimizer: Scheduled,
    { startFactor = 1 / 3, endFactor = 1, totalIters = 5 }: LinearLROptions = {},
  ) {
    if (!(startFactor > 0 && startFactor <= 1)) {
      throw new RangeError(`LinearLR: startFactor must be in (0, 1], got ${startFactor}`);
    }
    if (!(Number.isInteger(totalIters) && totalIters >= 1)) {
      throw new RangeError(`LinearLR: totalIters must be a whole number >= 1, got ${totalIters}`);
    }
    super(optimizer);
    this.startFactor = startFactor;
    this.endFactor = endFactor;
    this.totalIters = totalIters;
    this.step();
  }

  override step(): void {
    // BEGIN SOLUTION
    // TODO: count the epoch; multiply every group's rate
    this.lastEpoch += 1;
    // Past the end the shares are all the same, and with an endFactor of 0 nothing divides by them.
    if (this.lastEpoch > this.totalIters) return;
    const share = (epoch: number) =>
      this.startFactor + ((this.endFactor - this.startFactor) * epoch) / this.totalIters;
    const change =
      this.lastEpoch === 0 ? this.startFactor : share(this.lastEpoch) / share(this.lastEpoch - 1);
    for (const group of this.optimizer.paramGroups) group.learningRate *= change;
    // END SOLUTION
  }
}
