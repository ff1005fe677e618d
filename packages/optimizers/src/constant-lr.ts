import { requireCount } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of ConstantLR. */
export interface ConstantLROptions {
  /** The share of the rate to begin with, in (0, 1] (default 1/3). */
  factor?: number;
  /** The epochs it lasts (default 5). */
  totalIters?: number;
}

/**
 * Multiplies the rate by a factor for the first epochs, and takes it back after them. The current rate is what is
 * multiplied, so a change made by hand survives.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html
 * @throws RangeError when the factor or the number of epochs is out of range.
 */
export class ConstantLR extends Scheduler {
  readonly #factor: number;
  readonly #totalIters: number;

  constructor(optimizer: Scheduled, { factor = 1 / 3, totalIters = 5 }: ConstantLROptions = {}) {
    if (!(factor > 0 && factor <= 1))
      throw new RangeError(`ConstantLR: factor must be in (0, 1], got ${factor}`);
    requireCount("ConstantLR", "totalIters", totalIters);
    super(optimizer);
    this.#factor = factor;
    this.#totalIters = totalIters;
    this.step();
  }

  protected override rate(current: number): number {
    if (this.lastEpoch === 0) return current * this.#factor;
    return this.lastEpoch === this.#totalIters ? current * (1 / this.#factor) : current;
  }
}
