import { type OptionsOf, rules } from "@tinytorch/options";
import { forEachGroup, perGroup, schedulerWith } from "./scheduler.ts";

/** The share of the base rate at an epoch. */
type Share = (epoch: number) => number;

const table = {
  /** The share of the base rate at an epoch: one function for all groups, or one for each. */
  lrLambda: perGroup(rules.rule("a function", (value): value is Share => typeof value === "function")),
};

/** Options of LambdaLR. */
export type LambdaLROptions = OptionsOf<typeof table>;

/**
 * Sets the rate to the base rate times a function of the epoch: α_t = α₀ · λ(t). The functions are not part of the saved
 * state. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html
 * @throws RangeError when there are functions for another number of groups.
 */
export class LambdaLR extends schedulerWith("LambdaLR", table) {
  protected override rate(_current: number, base: number, group: number): number {
    const lambdas = forEachGroup("LambdaLR", "lrLambda", this.options.lrLambda, this.optimizer);
    return base * lambdas[group](this.lastEpoch);
  }
}
