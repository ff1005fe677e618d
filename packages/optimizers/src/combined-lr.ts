import { rules } from "@tinytorch/options";
import { milestonesRule } from "./multi-step-lr.ts";
import { Scheduler, type SchedulerStateDict } from "./scheduler.ts";

/** The memory of several schedules that work together. */
export interface CombinedStateDict {
  readonly lastEpoch: number;
  readonly schedules: readonly SchedulerStateDict[];
}

/** What combinations share: an epoch, and the memory of their schedules. */
abstract class CombinedLR {
  /** The epoch whose rate is in force; 0 after construction. */
  lastEpoch = 0;
  protected readonly schedules: readonly Scheduler[];

  constructor(name: string, schedules: readonly Scheduler[]) {
    if (!Array.isArray(schedules) || !Array.from(schedules).every((schedule) => schedule instanceof Scheduler))
      throw new TypeError(`${name}: schedules must be a list of Schedulers, got ${rules.shown(schedules)}`);
    this.schedules = [...schedules];
  }

  /** Moves to the next epoch. */
  abstract step(): void;

  /** The rates last set, one for each group. */
  abstract getLastLr(): number[];

  /** What the same combination needs to go on from here. */
  stateDict(): CombinedStateDict {
    return { lastEpoch: this.lastEpoch, schedules: this.schedules.map((schedule) => schedule.stateDict()) };
  }

  /** Goes on from a saved state. @throws RangeError when it is of another number of schedules or groups. */
  loadStateDict(state: CombinedStateDict): void {
    if (state.schedules.length !== this.schedules.length) {
      throw new RangeError(
        `loadStateDict: there must be ${this.schedules.length} schedules, got ${state.schedules.length}`,
      );
    }
    for (const [index, schedule] of this.schedules.entries()) schedule.loadStateDict(state.schedules[index]);
    this.lastEpoch = state.lastEpoch;
  }
}

/** Options of SequentialLR. */
export interface SequentialLROptions {
  /** The epochs at which the next schedule takes over, in rising order: one fewer than schedules. */
  milestones: readonly number[];
}

/**
 * Schedules one after another; each begins at its milestone from the base rate.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html
 * @throws RangeError when there is not one milestone between any two schedules, or they do not rise.
 */
export class SequentialLR extends CombinedLR {
  readonly #milestones: readonly number[];

  constructor(schedules: readonly Scheduler[], options: SequentialLROptions) {
    super("SequentialLR", schedules);
    const { milestones } = rules.readOptions("SequentialLR", { milestones: milestonesRule }, options);
    const rising = milestones.every((milestone, i) => milestone > (i === 0 ? 0 : milestones[i - 1]));
    if (schedules.length === 0 || milestones.length !== schedules.length - 1 || !rising) {
      throw new RangeError(
        `SequentialLR: there must be a rising milestone between any two schedules, got ${schedules.length} schedules and ` +
          `[${milestones.join(", ")}]`,
      );
    }
    this.#milestones = [...milestones];
    // Every schedule has made its initial step on the rates; only the first one's counts.
    schedules[0].restart();
  }

  override step(): void {
    this.lastEpoch++;
    const current = this.#current();
    if (this.#milestones.includes(this.lastEpoch)) current.restart();
    else current.step();
  }

  #current(): Scheduler {
    return this.schedules[this.#milestones.filter((milestone) => milestone <= this.lastEpoch).length];
  }

  override getLastLr(): number[] {
    return this.#current().getLastLr();
  }
}

/**
 * Schedules that all act at every epoch, each on the rate that the one before has left.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html
 * @throws RangeError when there are none.
 */
export class ChainedScheduler extends CombinedLR {
  constructor(schedules: readonly Scheduler[]) {
    super("ChainedScheduler", schedules);
    if (schedules.length === 0) throw new RangeError("ChainedScheduler: there must be at least one schedule, got none");
  }

  override step(): void {
    this.lastEpoch++;
    for (const schedule of this.schedules) schedule.step();
  }

  override getLastLr(): number[] {
    return this.schedules[this.schedules.length - 1].getLastLr();
  }
}
