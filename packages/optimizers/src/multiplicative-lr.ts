import { type OptionsOf, rules } from "@tinytorch/options";
import { forEachGroup, perGroup, schedulerWith } from "./scheduler.ts";

/** What the rate is multiplied by at an epoch. */
type Factor = (epoch: number) => number;

const table = {
  /** What the rate is multiplied by at each epoch from 1: one function for all groups, or one for each. */
  lrLambda: perGroup(rules.rule("a function", (value): value is Factor => typeof value === "function")),
};

/** Options of MultiplicativeLR. */
export type MultiplicativeLROptions = OptionsOf<typeof table>;

/**
 * Multiplies the rate at every epoch by a function of it: α_t = α_{t−1} · λ(t). The current rate is what is multiplied, so a
 * change made by hand survives. The functions are not part of the saved state.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html
 * @throws RangeError when there are functions for another number of groups.
 */
export class MultiplicativeLR extends schedulerWith("MultiplicativeLR", table) {
  protected override rate(current: number, _base: number, group: number): number {
    const lambdas = forEachGroup("MultiplicativeLR", "lrLambda", this.options.lrLambda, this.optimizer);
    return this.lastEpoch === 0 ? current : current * lambdas[group](this.lastEpoch);
  }
}
