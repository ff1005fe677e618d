import { type OptionsOf, type RulesFor, rules, type SettingsOf } from "@tinytorch/options";
import { requireMomentum, setMomentum } from "./cycle-momentum.ts";
import type { Scheduled } from "./scheduled.ts";

/** A schedule's memory. */
export interface SchedulerStateDict {
  readonly lastEpoch: number;
  readonly baseLearningRates: readonly number[];
  readonly lastLearningRates: readonly number[];
}

/**
 * What all learning-rate schedules share. A subclass says what follows a rate; it must not need fields of its own for that, since
 * the constructor makes the initial step, which sets the rate of epoch 0. After that, call `step()` once at the end of every epoch.
 */
export abstract class Scheduler<Options extends object = object> {
  /** The epoch whose rate is in force; 0 after construction. */
  lastEpoch = -1;
  readonly optimizer: Scheduled;
  protected readonly options: Options;
  readonly #name: string;
  #baseLearningRates: readonly number[] = [];
  #lastLearningRates: readonly number[] = [];

  /**
   * @param name the schedule's name in messages
   * @param table what each option may be, and its default
   * @throws RangeError on an option that is out of range
   */
  constructor(name: string, optimizer: Scheduled, table: RulesFor<Options>, options?: Partial<Options>) {
    this.options = rules.readOptions(name, table, options);
    this.#name = name;
    requireGroups(name, optimizer);
    this.optimizer = optimizer;
    this.step();
  }

  /** A group's rate at epoch `lastEpoch`, from its current rate and the one it began with. */
  protected abstract rate(current: number, base: number, group: number): number;

  /** The momentum at epoch `lastEpoch`; null for a schedule that leaves it alone. */
  protected momentum(): number | null {
    return null;
  }

  /** What an epoch may be. */
  protected get epochRule(): rules.Rule<number> {
    return rules.wholeNonNegative;
  }

  /** Moves to the next epoch and gives every group its rate. Nothing changes when it throws. */
  step(): void {
    this.moveTo(this.lastEpoch + 1);
  }

  /** Moves to an epoch. A group that was added since takes part, from the rate that it has. */
  protected moveTo(epoch: number): void {
    const { paramGroups } = this.optimizer;
    const bases = this.#bases();
    const previous = this.lastEpoch;
    this.lastEpoch = epoch;
    try {
      const momentum = this.momentum();
      if (momentum !== null) requireMomentum(this.#name, this.optimizer);
      const rates = paramGroups.map((group, index) => this.#rateOf(group, bases[index], index));
      for (const [index, group] of paramGroups.entries()) {
        group.initialLearningRate ??= bases[index];
        group.learningRate = rates[index];
        if (momentum !== null) setMomentum(group, momentum);
      }
      this.#baseLearningRates = bases;
      this.#lastLearningRates = rates;
    } catch (error) {
      this.lastEpoch = previous;
      throw error;
    }
  }

  #rateOf({ learningRate }: { readonly learningRate: number }, base: number, index: number): number {
    const rate = this.rate(learningRate, base, index);
    if (!Number.isFinite(rate))
      throw new RangeError(`${this.#name}: a rate must be a number, got ${rate} at step ${this.lastEpoch}`);
    // A way down to 0 may end a rounding error below it.
    const rounding = 1e-12 * Math.max(Math.abs(base), Math.abs(learningRate));
    return rate < 0 && rate >= -rounding ? 0 : rate;
  }

  /** Begins again at epoch 0 from the base rates. */
  restart(): void {
    this.resetRates();
    this.begin();
  }

  /** Gives every group its base rate back. */
  resetRates(): void {
    for (const [index, group] of this.optimizer.paramGroups.entries())
      group.learningRate = this.#baseLearningRates[index] ?? group.learningRate;
  }

  /** Begins again at epoch 0, from the rates that there are. */
  begin(): void {
    this.lastEpoch = -1;
    this.step();
  }

  /** The rates this schedule last set, one for each group; one that was added since has its own. */
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map((group, index) => this.#lastLearningRates[index] ?? group.learningRate);
  }

  /** The rate each group began with, one that was added since too. */
  #bases(): number[] {
    return this.optimizer.paramGroups.map(
      (group, index) => this.#baseLearningRates[index] ?? group.initialLearningRate ?? group.learningRate,
    );
  }

  /** What a schedule with the same options needs to go on from here; the optimizer saves its own current rates. */
  stateDict(): SchedulerStateDict {
    return {
      lastEpoch: this.lastEpoch,
      baseLearningRates: this.#bases(),
      lastLearningRates: this.getLastLr(),
    };
  }

  /**
   * Goes on from a saved state. Nothing changes when it throws.
   * @throws RangeError when it is of another kind of schedule, or of an optimizer with another number of groups.
   */
  loadStateDict(state: SchedulerStateDict): void {
    this.prepareToLoad(state)();
  }

  /** Checks a saved state, and gives what loads it. @throws RangeError as `loadStateDict` does. */
  prepareToLoad(state: object): () => void {
    requireNames<SchedulerStateDict>(state, ["lastEpoch", "baseLearningRates", "lastLearningRates"]);
    const { lastEpoch, baseLearningRates, lastLearningRates } = state;
    rules.requireEach("loadStateDict", this.epochRule, { lastEpoch });
    checkRates(baseLearningRates, this.optimizer);
    checkRates(lastLearningRates, this.optimizer);
    return () => {
      this.lastEpoch = lastEpoch;
      this.#baseLearningRates = [...baseLearningRates];
      this.#lastLearningRates = [...lastLearningRates];
    };
  }
}

/** Options, which may be left out where every one of them has a default. */
type Arguments<Options> = object extends Options ? [options?: Options] : [options: Options];

/** The base of a schedule whose options are those of a table: all but its `rate`. */
export function schedulerWith<Table extends object>(
  name: string,
  table: Table & RulesFor<SettingsOf<Table>>,
): abstract new (
  optimizer: Scheduled,
  ...options: Arguments<OptionsOf<Table> & Partial<SettingsOf<Table>>>
) => Scheduler<SettingsOf<Table>> {
  abstract class NamedScheduler extends Scheduler<SettingsOf<Table>> {
    constructor(optimizer: Scheduled, ...[options]: Arguments<OptionsOf<Table> & Partial<SettingsOf<Table>>>) {
      super(name, optimizer, table, options);
    }
  }
  return NamedScheduler;
}

/** @throws TypeError on anything but an optimizer */
export function requireGroups(name: string, optimizer: Scheduled): void {
  if (!Array.isArray(optimizer?.paramGroups))
    throw new TypeError(`${name}: the optimizer must have paramGroups, got none`);
}

/** @throws RangeError unless a saved state has exactly the given names */
export function requireNames<State extends object>(
  state: object,
  names: readonly (keyof State & string)[],
): asserts state is State {
  const own = typeof state === "object" && state !== null ? Object.keys(state) : [];
  if (own.length === names.length && names.every((name) => own.includes(name))) return;
  throw new RangeError(
    `loadStateDict: a state must have ${names.join(", ")}, got ${own.length > 0 ? own.join(", ") : "nothing"}`,
  );
}

/** @throws RangeError unless saved rates are numbers, one for each group */
export function checkRates(rates: readonly number[], { paramGroups }: Scheduled): void {
  if (!Array.isArray(rates) || rates.length !== paramGroups.length) {
    throw new RangeError(`loadStateDict: there must be ${paramGroups.length} rates, got ${rates?.length}`);
  }
  for (const rate of rates) rules.requireEach("loadStateDict", rules.finite, { "a rate": rate });
}

/** One value for all groups, or one for each. */
export type PerGroup<Value> = Value | readonly Value[];

/** The rule of an option that may have one value for all groups, or one for each. */
export function perGroup<Value>({ words, accepts }: rules.Rule<Value>) {
  return rules.rule(`${words}, or one for each group`, (value): value is PerGroup<Value> =>
    Array.isArray(value) ? value.every(accepts) : accepts(value),
  );
}

/** A value for each group. @throws RangeError when there is another number of them */
export function forEachGroup<Value extends number | ((epoch: number) => number)>(
  schedule: string,
  option: string,
  values: PerGroup<Value>,
  { paramGroups }: Scheduled,
): readonly Value[] {
  if (!isList(values)) return paramGroups.map(() => values);
  if (values.length !== paramGroups.length) {
    throw new RangeError(
      `${schedule}: ${option} must be one value, or one for each of ${paramGroups.length} groups, got ${values.length}`,
    );
  }
  return [...values];
}

function isList<Value>(values: PerGroup<Value>): values is readonly Value[] {
  return Array.isArray(values);
}
