import { type OptionsOf, rules, type SettingsOf } from "@tinytorch/options";
import type { Scheduled } from "./scheduled.ts";
import { checkRates, forEachGroup, perGroup, requireGroups, requireNames } from "./scheduler.ts";

const table = {
  /** Whether the metric should become small ("min", the default) or large ("max"). */
  mode: rules.oneOf("min", "max").or("min"),
  /** What the rate is multiplied by, in [0, 1) (default 0.1). */
  factor: rules.fraction.or(0.1),
  /** How many bad epochs in a row are borne before the rate is reduced (default 10). */
  patience: rules.nonNegative.or(10),
  /** By how much a metric must be better to count (default 1e-4). */
  threshold: rules.nonNegative.or(1e-4),
  /** Whether that is a share of the best metric ("rel", the default) or a distance from it ("abs"). */
  thresholdMode: rules.oneOf("rel", "abs").or("rel"),
  /** For how many epochs after a reduction bad ones do not count (default 0). */
  cooldown: rules.nonNegative.or(0),
  /** The least rate: one for all groups, or one for each (default 0). */
  minLr: perGroup(rules.nonNegative).or(0),
  /** A reduction by no more than this is not made (default 1e-8). */
  eps: rules.nonNegative.or(1e-8),
};

/** Options of ReduceLROnPlateau. */
export type ReduceLROnPlateauOptions = OptionsOf<typeof table>;

const metricRule = rules.rule(
  "a number, or null before there is one",
  (value): value is number | null => value === null || (typeof value === "number" && !Number.isNaN(value)),
);

/** What ReduceLROnPlateau remembers. */
export interface ReduceLROnPlateauStateDict {
  /** How many metrics it has seen. */
  readonly lastEpoch: number;
  /** The best metric; before there was one it is infinite, or null, which JSON makes of that. */
  readonly best: number | null;
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
  readonly #optimizer: Scheduled;
  readonly #options: SettingsOf<typeof table>;
  #state: ReduceLROnPlateauStateDict & { readonly best: number };

  constructor(optimizer: Scheduled, options: ReduceLROnPlateauOptions = {}) {
    this.#options = rules.readOptions("ReduceLROnPlateau", table, options);
    requireGroups("ReduceLROnPlateau", optimizer);
    this.#optimizer = optimizer;
    this.#leastRates();
    this.#state = {
      lastEpoch: 0,
      best: this.#worst(),
      badEpochs: 0,
      cooldownLeft: 0,
      lastLearningRates: this.#rates(),
    };
  }

  /** The least rate of every group, of one that was added since too. */
  #leastRates(): readonly number[] {
    return forEachGroup("ReduceLROnPlateau", "minLr", this.#options.minLr, this.#optimizer);
  }

  /** What every metric is better than. */
  #worst(): number {
    return this.#options.mode === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  /** How many times `step` has been called. */
  get lastEpoch(): number {
    return this.#state.lastEpoch;
  }

  /** Takes in the metric of an epoch, and reduces the rates when there have been too many bad ones. */
  step(metric: number): void {
    if (typeof metric !== "number")
      throw new TypeError(`ReduceLROnPlateau: a metric must be a number, got ${typeof metric}`);
    let { lastEpoch, best, badEpochs, cooldownLeft } = this.#state;
    if (this.#isBetter(metric)) {
      best = metric;
      badEpochs = 0;
    } else badEpochs++;
    if (cooldownLeft > 0) {
      cooldownLeft--;
      badEpochs = 0;
    }
    if (badEpochs > this.#options.patience) {
      this.#reduce();
      cooldownLeft = this.#options.cooldown;
      badEpochs = 0;
    }
    lastEpoch++;
    this.#state = { lastEpoch, best, badEpochs, cooldownLeft, lastLearningRates: this.#rates() };
  }

  #rates(): number[] {
    return this.#optimizer.paramGroups.map((group) => group.learningRate);
  }

  #isBetter(metric: number): boolean {
    const { mode, threshold, thresholdMode } = this.#options;
    const { best } = this.#state;
    const sign = mode === "min" ? -1 : 1;
    const bar = thresholdMode === "rel" ? best * (1 + sign * threshold) : best + sign * threshold;
    return mode === "min" ? metric < bar : metric > bar;
  }

  #reduce(): void {
    const { factor, eps } = this.#options;
    const least = this.#leastRates();
    for (const [index, group] of this.#optimizer.paramGroups.entries()) {
      const rate = Math.max(group.learningRate * factor, least[index]);
      if (group.learningRate - rate > eps) group.learningRate = rate;
    }
  }

  /** The rates after the last step, one for each group; one that was added since has its own. */
  getLastLr(): number[] {
    const { lastLearningRates } = this.#state;
    return this.#optimizer.paramGroups.map((group, index) => lastLearningRates[index] ?? group.learningRate);
  }

  /** What a schedule with the same options needs to go on from here; the optimizer saves its own current rates. */
  stateDict(): ReduceLROnPlateauStateDict {
    return { ...this.#state, lastLearningRates: this.getLastLr() };
  }

  /**
   * Goes on from a saved state. Nothing changes when it throws.
   * @throws RangeError when it is of another kind of schedule, or of an optimizer with another number of groups.
   */
  loadStateDict(state: ReduceLROnPlateauStateDict): void {
    requireNames<ReduceLROnPlateauStateDict>(state, [
      "lastEpoch",
      "best",
      "badEpochs",
      "cooldownLeft",
      "lastLearningRates",
    ]);
    const { lastEpoch, best, badEpochs, cooldownLeft, lastLearningRates } = state;
    rules.requireEach("loadStateDict", rules.wholeNonNegative, { lastEpoch, badEpochs });
    rules.requireEach("loadStateDict", rules.nonNegative, { cooldownLeft });
    rules.requireEach("loadStateDict", metricRule, { best });
    checkRates(lastLearningRates, this.#optimizer);
    const rates = [...lastLearningRates];
    this.#state = { lastEpoch, best: best ?? this.#worst(), badEpochs, cooldownLeft, lastLearningRates: rates };
  }
}
