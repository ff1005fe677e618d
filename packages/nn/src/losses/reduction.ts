import type { Variable } from "@tinytorch/autograd";

/** How the losses of single elements become one: their mean, their sum, or not at all. */
export type LossReduction = "mean" | "sum" | "none";

/** Options that every loss has. */
export interface LossOptions {
  /** Default "mean". */
  reduction?: LossReduction;
}

/** Applies a reduction. */
export function reduced(losses: Variable, reduction: LossReduction): Variable {
  if (reduction === "none") return losses;
  return reduction === "sum" ? losses.sum() : losses.mean();
}
