import { requireCount } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of StepLR. */
export interface StepLROptions {
  /** How many epochs a rate lasts. */
  stepSize: number;
  /** What the rate is multiplied by after them (default 0.1). */
  gamma?: number;
}

/**
 * Multiplies the rate by γ every `stepSize` epochs: α_t = α₀ · γ^⌊t / stepSize⌋. The current rate is what is multiplied, so
 * a change made by hand survives. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
 * @throws RangeError when `stepSize` is not a whole number ≥ 1.
 */
export class StepLR extends Scheduler {
  readonly #stepSize: number;
  readonly #gamma: number;

  constructor(optimizer: Scheduled, { stepSize, gamma = 0.1 }: StepLROptions) {
    requireCount("StepLR", "stepSize", stepSize);
    super(optimizer);
    this.#stepSize = stepSize;
    this.#gamma = gamma;
    this.step();
  }

  protected override rate(current: number): number {
    return this.lastEpoch > 0 && this.lastEpoch % this.#stepSize === 0 ? current * this.#gamma : current;
  }
}
