import { type OptionsOf, rules } from "@tinytorch/options";
import { schedulerWith } from "./scheduler.ts";

/** The rule of epochs at which something happens. */
export const milestonesRule = rules.rule(
  "whole numbers ≥ 0",
  (value): value is readonly number[] => Array.isArray(value) && value.every(rules.wholeNonNegative.accepts),
);

const table = {
  /** The epochs at which the rate is multiplied; one that is named twice multiplies twice. */
  milestones: milestonesRule,
  /** What the rate is multiplied by (default 0.1). */
  gamma: rules.finite.or(0.1),
};

/** Options of MultiStepLR. */
export type MultiStepLROptions = OptionsOf<typeof table>;

/**
 * Multiplies the rate by γ at every milestone. The current rate is what is multiplied, so a change made by hand survives.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html
 * @throws RangeError when a milestone is not a whole number ≥ 0.
 */
export class MultiStepLR extends schedulerWith("MultiStepLR", table) {
  protected override rate(current: number): number {
    const { milestones, gamma } = this.options;
    const times = milestones.filter((milestone) => milestone === this.lastEpoch).length;
    return times === 0 ? current : current * gamma ** times;
  }
}
