/** What a schedule needs of an optimizer: groups that each have a rate. */
export type Scheduled = { readonly paramGroups: readonly { learningRate: number }[] };

/**
 * A learning rate that follows a plan: call `step()` once after every epoch.
 *
 * Written out in full, for you to build on. A subclass's constructor ends with `this.step()`, the initial step, which
 * brings `lastEpoch` from −1 to 0 and sets the rate of the first epoch. `step()` counts the epoch first, then looks at t.
 */
export abstract class LRScheduler {
  readonly optimizer: Scheduled;
  /** The rate each group had when the schedule was made. */
  readonly baseRates: readonly number[];
  /** The number of epochs that are over; −1 until the initial step. */
  lastEpoch = -1;

  constructor(optimizer: Scheduled) {
    this.optimizer = optimizer;
    this.baseRates = this.getLastLr();
  }

  /** Counts one epoch and sets the rate of every group for the next. */
  abstract step(): void;

  /** The rate in force now, one per group. */
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map((group) => group.learningRate);
  }
}
