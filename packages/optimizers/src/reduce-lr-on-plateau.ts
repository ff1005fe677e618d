import { requireNonNegative } from "./checks.ts";
import { perGroup, type Scheduled } from "./scheduler.ts";

/** Options of ReduceLROnPlateau. */
export interface ReduceLROnPlateauOptions {
  /** Whether the metric should become small ("min", the default) or large ("max"). */
  mode?: "min" | "max";
  /** What the rate is multiplied by, below 1 (default 0.1). */
  factor?: number;
  /** How many bad epochs in a row are borne before the rate is reduced (default 10). */
  patience?: number;
  /** By how much a metric must be better to count (default 1e-4). */
  threshold?: number;
  /** Whether that is a share of the best metric ("rel", the default) or a distance from it ("abs"). */
  thresholdMode?: "rel" | "abs";
  /** For how many epochs after a reduction bad ones do not count (default 0). */
  cooldown?: number;
  /** The least rate: one for all groups, or one for each (default 0). */
  minLr?: number | readonly number[];
  /** A reduction by no more than this is not made (default 1e-8). */
  eps?: number;
}

/** What ReduceLROnPlateau remembers. */
export interface ReduceLROnPlateauStateDict {
  readonly lastEpoch: number;
  readonly best: number;
  readonly badEpochs: number;
  readonly cooldownLeft: number;
  readonly lastLearningRates: readonly number[];
}

/**
 * Reduces the rate when a metric has stopped improving. Call `step(metric)` at the end of every epoch; a metric that is NaN
 * is a bad one. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
 * @throws RangeError when an option is out of range.
 */
export class ReduceLROnPlateau {
  /** How many times `step` has been called. */
  lastEpoch = 0;
  readonly #optimizer: Scheduled;
  readonly #options: Required<ReduceLROnPlateauOptions>;
  readonly #minRates: readonly number[];
  #best: number;
  #badEpochs = 0;
  #cooldownLeft = 0;
  #lastLearningRates: number[];

  constructor(optimizer: Scheduled, options: ReduceLROnPlateauOptions = {}) {
    this.#options = {
      mode: "min",
      factor: 0.1,
      patience: 10,
      threshold: 1e-4,
      thresholdMode: "rel",
      cooldown: 0,
      minLr: 0,
      eps: 1e-8,
      ...options,
    };
    const { factor, minLr, mode } = this.#options;
    if (!(factor > 0 && factor < 1))
      throw new RangeError(`ReduceLROnPlateau: factor must be in (0, 1), got ${factor}`);
    for (const option of ["patience", "threshold", "cooldown", "eps"] as const)
      requireNonNegative("ReduceLROnPlateau", option, this.#options[option]);
    this.#optimizer = optimizer;
    this.#minRates = perGroup("ReduceLROnPlateau", "minLr", minLr, optimizer);
    this.#best = mode === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    this.#lastLearningRates = optimizer.paramGroups.map((group) => group.learningRate);
  }

  /** Takes in the metric of an epoch, and reduces the rates when there have been too many bad ones. */
  step(metric: number): void {
    const { patience, cooldown } = this.#options;
    this.lastEpoch++;
    if (this.#isBetter(metric)) {
      this.#best = metric;
      this.#badEpochs = 0;
    } else this.#badEpochs++;
    if (this.#cooldownLeft > 0) {
      this.#cooldownLeft--;
      this.#badEpochs = 0;
    }
    if (this.#badEpochs > patience) {
      this.#reduce();
      this.#cooldownLeft = cooldown;
      this.#badEpochs = 0;
    }
    this.#lastLearningRates = this.#optimizer.paramGroups.map((group) => group.learningRate);
  }

  #isBetter(metric: number): boolean {
    const { mode, threshold, thresholdMode } = this.#options;
    const sign = mode === "min" ? -1 : 1;
    const bar = thresholdMode === "rel" ? this.#best * (1 + sign * threshold) : this.#best + sign * threshold;
    return mode === "min" ? metric < bar : metric > bar;
  }

  #reduce(): void {
    const { factor, eps } = this.#options;
    for (const [index, group] of this.#optimizer.paramGroups.entries()) {
      const rate = Math.max(group.learningRate * factor, this.#minRates[index]);
      if (group.learningRate - rate > eps) group.learningRate = rate;
    }
  }

  /** The rates after the last step, one for each group. */
  getLastLr(): number[] {
    return [...this.#lastLearningRates];
  }

  /** What a schedule with the same options needs to go on from here; the optimizer saves its own current rates. */
  stateDict(): ReduceLROnPlateauStateDict {
    return {
      lastEpoch: this.lastEpoch,
      best: this.#best,
      badEpochs: this.#badEpochs,
      cooldownLeft: this.#cooldownLeft,
      lastLearningRates: [...this.#lastLearningRates],
    };
  }

  /** Goes on from a saved state. @throws RangeError when it is of an optimizer with another number of groups. */
  loadStateDict(state: ReduceLROnPlateauStateDict): void {
    const groups = this.#optimizer.paramGroups.length;
    if (state.lastLearningRates.length !== groups) {
      throw new RangeError(
        `loadStateDict: there must be ${groups} rates, got ${state.lastLearningRates.length}`,
      );
    }
    this.lastEpoch = state.lastEpoch;
    this.#best = state.best;
    this.#badEpochs = state.badEpochs;
    this.#cooldownLeft = state.cooldownLeft;
    this.#lastLearningRates = [...state.lastLearningRates];
  }
}
