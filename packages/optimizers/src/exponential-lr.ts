import { requireFinite } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of ExponentialLR. */
export interface ExponentialLROptions {
  /** What the rate is multiplied by at every epoch. */
  gamma: number;
}

/**
 * Multiplies the rate by γ at every epoch: α_t = α₀ · γᵗ. The current rate is what is multiplied, so a change made by hand
 * survives. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
 * @throws RangeError when γ is not a number.
 */
export class ExponentialLR extends Scheduler {
  readonly #gamma: number;

  constructor(optimizer: Scheduled, { gamma }: ExponentialLROptions) {
    requireFinite("ExponentialLR", "gamma", gamma);
    super(optimizer);
    this.#gamma = gamma;
    this.step();
  }

  protected override rate(current: number): number {
    return this.lastEpoch === 0 ? current : current * this.#gamma;
  }
}
