import { type OptionsOf, rules } from "@tinytorch/options";
import { forEachGroup, perGroup, schedulerWith } from "./scheduler.ts";

const table = {
  /** The rate at the bottom: one for all groups, or one for each. */
  baseLr: perGroup(rules.finite),
  /** The rate at the top of the first cycle: one for all groups, or one for each. */
  maxLr: perGroup(rules.finite),
  /** The steps up (default 2000). */
  stepSizeUp: rules.count.or(2000),
  /** The steps down (default as many as up). */
  stepSizeDown: rules.optional(rules.count),
  /** What becomes of the height: it stays, is halved with every cycle, or multiplied by γ at every step (default "triangular"). */
  mode: rules.oneOf("triangular", "triangular2", "expRange").or("triangular"),
  /** γ of "expRange" (default 1). */
  gamma: rules.finite.or(1),
  /** Move the momentum (of Adam and its kind: β₁) against the rate (default true). */
  cycleMomentum: rules.flag.or(true),
  /** The momentum at the top of the rate (default 0.8). */
  baseMomentum: rules.fraction.or(0.8),
  /** The momentum at the bottom (default 0.9). */
  maxMomentum: rules.fraction.or(0.9),
};

/** Options of CyclicLR. */
export type CyclicLROptions = OptionsOf<typeof table>;

/**
 * Moves the rate up and down between two bounds (Smith, 2017). Call `step()` after every batch.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
 * @throws RangeError when an option is out of range, or momentum is to be cycled that the optimizer does not have.
 */
export class CyclicLR extends schedulerWith("CyclicLR", table) {
  protected override rate(_current: number, _base: number, group: number): number {
    const [bottom, top] = (["baseLr", "maxLr"] as const).map(
      (option) => forEachGroup("CyclicLR", option, this.options[option], this.optimizer)[group],
    );
    return bottom + (top - bottom) * this.height();
  }

  protected override momentum(): number | null {
    const { cycleMomentum, baseMomentum, maxMomentum } = this.options;
    return cycleMomentum ? maxMomentum - (maxMomentum - baseMomentum) * this.height() : null;
  }

  /** How high the rate stands: 0 at the bottom, 1 at the top of the first cycle. */
  protected height(): number {
    const { stepSizeUp, stepSizeDown = stepSizeUp, mode, gamma } = this.options;
    const length = stepSizeUp + stepSizeDown;
    const cycle = Math.floor(this.lastEpoch / length);
    const share = this.lastEpoch / length - cycle;
    const upShare = stepSizeUp / length;
    const height = share <= upShare ? share / upShare : (share - 1) / (upShare - 1);
    if (mode === "triangular2") return height / 2 ** cycle;
    return mode === "expRange" ? height * gamma ** this.lastEpoch : height;
  }
}
