import { requireFinite } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of MultiStepLR. */
export interface MultiStepLROptions {
  /** The epochs at which the rate is multiplied; one that is named twice multiplies twice. */
  milestones: readonly number[];
  /** What the rate is multiplied by (default 0.1). */
  gamma?: number;
}

/**
 * Multiplies the rate by γ at every milestone. The current rate is what is multiplied, so a change made by hand survives.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html
 * @throws RangeError when a milestone is not a whole number ≥ 0.
 */
export class MultiStepLR extends Scheduler {
  readonly #milestones: readonly number[];
  readonly #gamma: number;

  constructor(optimizer: Scheduled, { milestones, gamma = 0.1 }: MultiStepLROptions) {
    for (const milestone of milestones) {
      if (!Number.isInteger(milestone) || milestone < 0)
        throw new RangeError(`MultiStepLR: milestones must be whole numbers ≥ 0, got ${milestone}`);
    }
    requireFinite("MultiStepLR", "gamma", gamma);
    super(optimizer);
    this.#milestones = [...milestones];
    this.#gamma = gamma;
    this.step();
  }

  protected override rate(current: number): number {
    const times = this.#milestones.filter((milestone) => milestone === this.lastEpoch).length;
    return times === 0 ? current : current * this.#gamma ** times;
  }
}
