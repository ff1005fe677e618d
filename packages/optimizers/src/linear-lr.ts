import { requireCount } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of LinearLR. */
export interface LinearLROptions {
  /** The share of the rate to begin with, in (0, 1] (default 1/3). */
  startFactor?: number;
  /** The share to end with, in [0, 1] (default 1). */
  endFactor?: number;
  /** The epochs from one to the other (default 5). */
  totalIters?: number;
}

/**
 * Warm-up: multiplies the rate by a factor that moves evenly from `startFactor` to `endFactor` and stays there. The current
 * rate is what is multiplied, so a change made by hand survives.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
 * @throws RangeError when a factor or the number of epochs is out of range.
 */
export class LinearLR extends Scheduler {
  readonly #startFactor: number;
  readonly #endFactor: number;
  readonly #totalIters: number;

  constructor(
    optimizer: Scheduled,
    { startFactor = 1 / 3, endFactor = 1, totalIters = 5 }: LinearLROptions = {},
  ) {
    if (!(startFactor > 0 && startFactor <= 1)) {
      throw new RangeError(`LinearLR: startFactor must be in (0, 1], got ${startFactor}`);
    }
    if (!(endFactor >= 0 && endFactor <= 1))
      throw new RangeError(`LinearLR: endFactor must be in [0, 1], got ${endFactor}`);
    requireCount("LinearLR", "totalIters", totalIters);
    super(optimizer);
    this.#startFactor = startFactor;
    this.#endFactor = endFactor;
    this.#totalIters = totalIters;
    this.step();
  }

  protected override rate(current: number): number {
    const epoch = this.lastEpoch;
    if (epoch === 0) return current * this.#startFactor;
    if (epoch > this.#totalIters) return current;
    return current * (this.#factor(epoch) / this.#factor(epoch - 1));
  }

  #factor(epoch: number): number {
    return this.#startFactor + ((this.#endFactor - this.#startFactor) * epoch) / this.#totalIters;
  }
}
