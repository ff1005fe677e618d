import { LRScheduler, type Scheduled } from "./lr-scheduler.ts";

export type StepLROptions = {
  /** Epochs at one rate. */
  stepSize: number;
  /** γ, what the rate is multiplied by after them. Default 0.1. */
  gamma?: number;
};

/**
 * Step decay: after every `stepSize` epochs the rate is multiplied by γ. With 0.1, stepSize 3 and γ 0.5:
 *
 *   0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, …
 *
 * It multiplies the rate it finds, so a change made by hand or by another schedule survives.
 * @throws RangeError on a stepSize that is not a whole number >= 1.
 */
export class StepLR extends LRScheduler {
  readonly stepSize: number;
  readonly gamma: number;

  constructor(optimizer: Scheduled, { stepSize, gamma = 0.1 }: StepLROptions) {
    if (!(Number.isInteger(stepSize) && stepSize >= 1)) {
      throw new RangeError(`StepLR: stepSize must be a whole number >= 1, got ${stepSize}`);
    }
    super(optimizer);
    this.stepSize = stepSize;
    this.gamma = gamma;
    this.step();
  }

  override step(): void {
    throw new Error("TODO(08-optimizers): count the epoch; decay when stepSize epochs are over");
  }
}
