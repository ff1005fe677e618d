import { requireCount } from "./checks.ts";
import { type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of CosineAnnealingWarmRestarts. */
export interface CosineAnnealingWarmRestartsOptions {
  /** The epochs of the first cycle. */
  t0: number;
  /** How many times longer each cycle is than the one before (default 1). */
  tMult?: number;
  /** η_min, the rate that a cycle comes down to (default 0). */
  etaMin?: number;
}

/**
 * Lowers the rate along half a cosine, again and again from the base rate (SGDR; Loshchilov & Hutter, 2017):
 *
 *   α = η_min + (α₀ − η_min)(1 + cos(π t/T)) / 2,  t epochs into a cycle of T
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
 * @throws RangeError when `t0` or `tMult` is not a whole number ≥ 1.
 */
export class CosineAnnealingWarmRestarts extends Scheduler {
  readonly #t0: number;
  readonly #tMult: number;
  readonly #etaMin: number;

  constructor(optimizer: Scheduled, { t0, tMult = 1, etaMin = 0 }: CosineAnnealingWarmRestartsOptions) {
    requireCount("CosineAnnealingWarmRestarts", "t0", t0);
    requireCount("CosineAnnealingWarmRestarts", "tMult", tMult);
    super(optimizer);
    this.#t0 = t0;
    this.#tMult = tMult;
    this.#etaMin = etaMin;
    this.step();
  }

  protected override rate(_current: number, base: number): number {
    const [epoch, length] = this.#placeInCycle();
    return this.#etaMin + ((base - this.#etaMin) * (1 + Math.cos((Math.PI * epoch) / length))) / 2;
  }

  /** The epochs since the last restart, and the length of the cycle. */
  #placeInCycle(): readonly [number, number] {
    if (this.#tMult === 1) return [this.lastEpoch % this.#t0, this.#t0];
    let epoch = this.lastEpoch;
    let length = this.#t0;
    for (; epoch >= length; length *= this.#tMult) epoch -= length;
    return [epoch, length];
  }
}
