import type { Arithmetic } from "@tinytorch/tensor";

/** What becomes of the losses of single elements or rows: their mean, their sum, or nothing. */
export type Reduction = "mean" | "sum" | "none";

/** What every loss may be told. */
export type LossOptions = {
  /** Default "mean": then the loss does not grow with the batch. */
  readonly reduction?: Reduction;
};

/**
 * The losses of a batch as one number: a tensor of any shape becomes one of shape [], or stays as it is with "none".
 * @throws RangeError on another word, naming the loss: `mseLoss: reduction must be mean, sum or none, got max`.
 */
export function reduced<T extends Arithmetic<T>>(loss: string, losses: T, reduction: Reduction): T {
  if (!["mean", "sum", "none"].includes(reduction)) {
    throw new RangeError(`${loss}: reduction must be mean, sum or none, got ${reduction}`);
  }
  throw new Error("TODO(09-training): reduce the losses to their mean or sum, or not at all");
}
