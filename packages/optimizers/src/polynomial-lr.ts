import { requireCount, requireNonNegative } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of PolynomialLR. */
export interface PolynomialLROptions {
  /** The epochs until the rate is 0 (default 5). */
  totalIters?: number;
  /** The power of the polynomial (default 1: a straight line). */
  power?: number;
}

/**
 * Lowers the rate to 0 along a polynomial: α_t = α₀ (1 − t/T)ᵖ. The current rate is what is multiplied, so a change made by
 * hand survives. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html
 * @throws RangeError when the number of epochs or the power is out of range.
 */
export class PolynomialLR extends Scheduler {
  readonly #totalIters: number;
  readonly #power: number;

  constructor(optimizer: Scheduled, { totalIters = 5, power = 1 }: PolynomialLROptions = {}) {
    requireCount("PolynomialLR", "totalIters", totalIters);
    requireNonNegative("PolynomialLR", "power", power);
    super(optimizer);
    this.#totalIters = totalIters;
    this.#power = power;
    this.step();
  }

  protected override rate(current: number): number {
    const epoch = this.lastEpoch;
    const total = this.#totalIters;
    if (epoch === 0 || epoch > total) return current;
    return current * ((1 - epoch / total) / (1 - (epoch - 1) / total)) ** this.#power;
  }
}
