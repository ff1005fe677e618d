/** How a kernel may be called: at once by the thread that asks, or in parts by several. */
export type Way = "alone" | "shared";

/** In how many calls a row the way that is not in use is tried. The first of them wakes threads, and does not count. */
const TRIED = 4;
/** Between two trials there are at least and at most so many calls. */
const [SOONEST, LATEST] = [16, 256];
/** After so many calls what was known of the way that is tried is forgotten: the machine may have had other work then. */
const FORGOTTEN = 128;
/** What share of a mean the newest call has. */
const NEWEST = 1 / 8;
/** A call counts as at most so many times the faster way's mean: one long wait, such as another program's turn, is no rule. */
const MOST_COUNTED = 8;

/**
 * Learns of a kernel, for work of one size, whether sharing it is faster. On a machine that has other work a thread is sometimes made to wait in the
 * middle of its part, and everyone waits for it. So each way is timed, and the faster one used; the other is tried now and then, the less
 * often the longer it has been slower.
 */
export class SharingTrial {
  readonly #means: Record<Way, number | null> = { alone: null, shared: null };
  #way: Way = "shared";
  #interval = SOONEST;
  /** How many calls are left until the next trial; below 0 how far this one is. */
  #left = SOONEST;

  /** How to make the next call. */
  next(): Way {
    this.#left--;
    if (this.#left >= 0) return this.#way;
    const other = this.#way === "shared" ? "alone" : "shared";
    if (this.#left === -1 && this.#interval >= FORGOTTEN) this.#means[other] = null;
    return other;
  }

  /** Takes in how long a call took for each unit of work. */
  took(way: Way, time: number): void {
    const isTrial = this.#left < 0;
    if (!isTrial || this.#left < -1) {
      const { alone, shared } = this.#means;
      const mean = this.#means[way];
      const counted = Math.min(time, MOST_COUNTED * Math.min(alone ?? time, shared ?? time));
      this.#means[way] = mean === null ? counted : mean + NEWEST * (counted - mean);
    }
    if (this.#left > -TRIED) return;
    const { alone, shared } = this.#means;
    const faster: Way = alone !== null && shared !== null && alone < shared ? "alone" : "shared";
    this.#interval = faster === this.#way ? Math.min(2 * this.#interval, LATEST) : SOONEST;
    this.#way = faster;
    this.#left = this.#interval;
  }
}
