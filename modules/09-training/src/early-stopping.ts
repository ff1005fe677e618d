export type EarlyStoppingOptions = {
  /** How many values in a row may bring nothing before it is enough: a whole number >= 1. */
  readonly patience: number;
  /** By how much a value must be below the best to count. Default 0: by anything. */
  readonly minDelta?: number;
};

/**
 * Watches a number that should fall, and says when it has stopped falling: after `patience` values in a row none of which was
 * below `best − minDelta`. With patience 2:
 *
 *   5, 4, 6, 4, 3    stops at the second 4: two values in a row have not been below the first one
 */
export class EarlyStopping {
  readonly patience: number;
  readonly minDelta: number;
  /** The lowest value that counted; ∞ before the first. */
  best = Number.POSITIVE_INFINITY;
  /** Values since then. */
  waited = 0;

  /** @throws RangeError on a patience that is not a whole number >= 1, or a negative minDelta. */
  constructor({ patience, minDelta = 0 }: EarlyStoppingOptions) {
    if (!(Number.isInteger(patience) && patience >= 1)) {
      throw new RangeError(`EarlyStopping: patience must be a whole number >= 1, got ${patience}`);
    }
    if (!(minDelta >= 0)) throw new RangeError(`EarlyStopping: minDelta must be >= 0, got ${minDelta}`);
    this.patience = patience;
    this.minDelta = minDelta;
  }

  /** Takes the next value, and says whether to stop. A NaN is never better than anything. */
  step(value: number): boolean {
    throw new Error("TODO(09-training): a new best starts the count again; anything else adds to it");
  }
}
