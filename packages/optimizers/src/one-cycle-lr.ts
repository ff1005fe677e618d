import { type OptionsOf, rules } from "@tinytorch/options";
import { forEachGroup, perGroup, schedulerWith } from "./scheduler.ts";

const table = {
  /** The rate at the top: one for all groups, or one for each. */
  maxLr: perGroup(rules.finite),
  /** The steps of the whole cycle; unless given, `epochs` times `stepsPerEpoch`. */
  totalSteps: rules.optional(rules.count),
  /** The epochs of the whole cycle. */
  epochs: rules.optional(rules.count),
  /** The batches of each epoch: the length of a loader. */
  stepsPerEpoch: rules.optional(rules.count),
  /** The share of them that goes up, in [0, 1] (default 0.3). */
  pctStart: rules.share.or(0.3),
  /** Along half a cosine ("cos", the default) or a straight line ("linear"). */
  annealStrategy: rules.oneOf("cos", "linear").or("cos"),
  /** Move the momentum (of Adam and its kind: β₁) against the rate (default true). */
  cycleMomentum: rules.flag.or(true),
  /** The momentum at the top of the rate (default 0.85). */
  baseMomentum: rules.fraction.or(0.85),
  /** The momentum at both ends (default 0.95). */
  maxMomentum: rules.fraction.or(0.95),
  /** The first rate is the top one divided by this (default 25). */
  divFactor: rules.positive.or(25),
  /** The last rate is the first one divided by this (default 10 000). */
  finalDivFactor: rules.positive.or(10_000),
  /** Come down to the first rate as fast as it went up, and only then to the last one (default false). */
  threePhase: rules.flag.or(false),
};

/** Options of OneCycleLR. */
export type OneCycleLROptions = OptionsOf<typeof table>;

/**
 * One cycle of the rate over a whole training, from low to high to very low (Smith & Topin, 2018). Call `step()` after every
 * batch. The length is said by `totalSteps`, or by `epochs` and `stepsPerEpoch`.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
 * @throws RangeError when an option is out of range, the length is said twice or not at all, momentum is to be cycled that the
 *   optimizer does not have, or `step()` goes past the end.
 */
export class OneCycleLR extends schedulerWith("OneCycleLR", table) {
  override step(): void {
    const totalSteps = this.totalSteps();
    if (this.lastEpoch + 1 > totalSteps)
      throw new RangeError(`OneCycleLR: there are ${totalSteps} steps in all, got step ${this.lastEpoch + 1}`);
    super.step();
  }

  /** @throws RangeError unless the length is said, in one way */
  protected totalSteps(): number {
    const { totalSteps, epochs, stepsPerEpoch } = this.options;
    const byEpochs = epochs !== undefined && stepsPerEpoch !== undefined ? epochs * stepsPerEpoch : undefined;
    const isMixed = totalSteps !== undefined && (epochs !== undefined || stepsPerEpoch !== undefined);
    const length = totalSteps ?? byEpochs;
    if (length !== undefined && !isMixed) return length;
    throw new RangeError(
      `OneCycleLR: the length must be totalSteps, or epochs and stepsPerEpoch, got totalSteps ${totalSteps}, epochs ${epochs} ` +
        `and stepsPerEpoch ${stepsPerEpoch}`,
    );
  }

  protected override rate(_current: number, _base: number, group: number): number {
    const { maxLr, divFactor, finalDivFactor, threePhase } = this.options;
    const top = forEachGroup("OneCycleLR", "maxLr", maxLr, this.optimizer)[group];
    const first = top / divFactor;
    const last = first / finalDivFactor;
    return this.along(threePhase ? [first, top, first, last] : [first, top, last]);
  }

  protected override momentum(): number | null {
    const { cycleMomentum, baseMomentum: base, maxMomentum: max, threePhase } = this.options;
    return cycleMomentum ? this.along(threePhase ? [max, base, max, max] : [max, base, max]) : null;
  }

  /** Where the current step stands on the way along values, one at either end of each phase. */
  protected along(values: readonly number[]): number {
    const { pctStart, annealStrategy, threePhase } = this.options;
    const totalSteps = this.totalSteps();
    const turns = threePhase ? [pctStart * totalSteps - 1, 2 * pctStart * totalSteps - 2] : [pctStart * totalSteps - 1];
    const ends = [0, ...turns, totalSteps - 1];
    const phase = Math.min(turns.filter((end) => this.lastEpoch > end).length, turns.length);
    const [from, to] = values.slice(phase);
    const length = ends[phase + 1] - ends[phase];
    // A phase without length is over as it begins.
    const share = length === 0 ? 1 : (this.lastEpoch - ends[phase]) / length;
    if (annealStrategy === "linear") return from + (to - from) * share;
    return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
  }
}
