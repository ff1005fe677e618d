import { rules } from "@tinytorch/options";
import { milestonesRule } from "./multi-step-lr.ts";
import { ReduceLROnPlateau } from "./reduce-lr-on-plateau.ts";
import type { Scheduled } from "./scheduled.ts";
import { requireNames, Scheduler, type SchedulerStateDict } from "./scheduler.ts";

/** What can be combined: whatever steps without a metric, and combinations themselves. */
export type Combinable = Scheduler | CombinedLR;

/** The memory of several schedules that work together. */
export interface CombinedStateDict {
  readonly lastEpoch: number;
  readonly schedules: readonly (SchedulerStateDict | CombinedStateDict)[];
}

/** What combinations share: an epoch, and the memory of their schedules. */
abstract class CombinedLR {
  /** The epoch whose rate is in force; 0 after construction. */
  lastEpoch = 0;
  readonly optimizer: Scheduled;
  protected readonly schedules: readonly Combinable[];

  constructor(name: string, schedules: readonly Combinable[]) {
    requireSchedules(name, schedules);
    for (const { optimizer } of schedules) {
      if (optimizer !== schedules[0].optimizer)
        throw new RangeError(`${name}: schedules must be of one optimizer, got those of several`);
    }
    this.schedules = [...schedules];
    this.optimizer = schedules[0].optimizer;
  }

  /** Moves to the next epoch. */
  abstract step(): void;

  /** Begins again at epoch 0, from the rates that there are. */
  abstract begin(): void;

  /** Begins again at epoch 0 from the base rates. */
  restart(): void {
    this.resetRates();
    this.begin();
  }

  /** Gives every group its base rate back. */
  resetRates(): void {
    this.schedules[0].resetRates();
  }

  /** The rates last set, one for each group. */
  abstract getLastLr(): number[];

  /** What the same combination needs to go on from here. */
  stateDict(): CombinedStateDict {
    return { lastEpoch: this.lastEpoch, schedules: this.schedules.map((schedule) => schedule.stateDict()) };
  }

  /**
   * Goes on from a saved state. Nothing changes when it throws.
   * @throws RangeError when it is of another kind of schedule, or of another number of schedules or groups.
   */
  loadStateDict(state: CombinedStateDict): void {
    this.prepareToLoad(state)();
  }

  /** Checks a saved state, and gives what loads it. @throws RangeError as `loadStateDict` does. */
  prepareToLoad(state: object): () => void {
    requireNames<CombinedStateDict>(state, ["lastEpoch", "schedules"]);
    const { lastEpoch, schedules: saved } = state;
    rules.requireEach("loadStateDict", rules.wholeNonNegative, { lastEpoch });
    if (!Array.isArray(saved) || saved.length !== this.schedules.length) {
      throw new RangeError(`loadStateDict: there must be ${this.schedules.length} schedules, got ${saved?.length}`);
    }
    const loads = this.schedules.map((schedule, index) => schedule.prepareToLoad(saved[index]));
    return () => {
      for (const load of loads) load();
      this.lastEpoch = lastEpoch;
    };
  }
}

/** @throws TypeError unless it is a list of what can be combined, RangeError when that is empty */
function requireSchedules(name: string, schedules: readonly unknown[]): void {
  const isList = Array.isArray(schedules);
  if (isList && schedules.some((schedule) => schedule instanceof ReduceLROnPlateau)) {
    throw new TypeError(
      `${name}: schedules must step without a metric, got ReduceLROnPlateau; step that one beside it`,
    );
  }
  // A hole in a list is nothing to `every`.
  if (!isList || !Array.from(schedules).every((one) => one instanceof Scheduler || one instanceof CombinedLR))
    throw new TypeError(`${name}: schedules must be a list of Schedulers, got ${rules.shown(schedules)}`);
  if (schedules.length === 0) throw new RangeError(`${name}: there must be at least one schedule, got none`);
}

/** Options of SequentialLR. */
export interface SequentialLROptions {
  /** The epochs at which the next schedule takes over, in rising order: one fewer than schedules. */
  milestones: readonly number[];
}

/**
 * Schedules one after another; each begins at its milestone from the base rate. One of them may be a combination itself.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html
 * @throws RangeError when there is not one milestone between any two schedules, or they do not rise, or schedules are of two
 *   optimizers; TypeError on one that needs a metric.
 */
export class SequentialLR extends CombinedLR {
  readonly #milestones: readonly number[];

  constructor(schedules: readonly Combinable[], options: SequentialLROptions) {
    super("SequentialLR", schedules);
    const { milestones } = rules.readOptions("SequentialLR", { milestones: milestonesRule }, options);
    const rising = milestones.every((milestone, i) => milestone > (i === 0 ? 0 : milestones[i - 1]));
    if (milestones.length !== schedules.length - 1 || !rising) {
      throw new RangeError(
        `SequentialLR: there must be a rising milestone between any two schedules, got ${schedules.length} schedules and ` +
          `[${milestones.join(", ")}]`,
      );
    }
    this.#milestones = [...milestones];
    // Every schedule has made its initial step on the rates; only the first one's counts.
    this.restart();
  }

  override begin(): void {
    this.lastEpoch = 0;
    this.schedules[0].begin();
  }

  override step(): void {
    this.lastEpoch++;
    const current = this.#current();
    if (this.#milestones.includes(this.lastEpoch)) current.restart();
    else current.step();
  }

  #current(): Combinable {
    return this.schedules[this.#milestones.filter((milestone) => milestone <= this.lastEpoch).length];
  }

  override getLastLr(): number[] {
    return this.#current().getLastLr();
  }
}

/**
 * Schedules that all act at every epoch, each on the rate that the one before has left.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html
 * @throws RangeError when there are none, or they are of two optimizers; TypeError on one that needs a metric.
 */
export class ChainedScheduler extends CombinedLR {
  constructor(schedules: readonly Combinable[]) {
    super("ChainedScheduler", schedules);
  }

  override begin(): void {
    this.lastEpoch = 0;
    for (const schedule of this.schedules) schedule.begin();
  }

  override step(): void {
    this.lastEpoch++;
    for (const schedule of this.schedules) schedule.step();
  }

  override getLastLr(): number[] {
    return this.schedules[this.schedules.length - 1].getLastLr();
  }
}
