import { oneHot } from "@tinytorch/data";
import { type Arithmetic, tensor } from "@tinytorch/tensor";
import { type Classes, readClasses } from "./read-classes.ts";
import { type LossOptions, reduced } from "./reduced.ts";

export type CrossEntropyOptions = LossOptions & {
  /** ε in [0, 1]: the share of each target that is spread evenly over all C classes, the right one among them. Default 0. */
  readonly labelSmoothing?: number;
};

/**
 * How surprised a model is by the right classes: the negative logarithm of the probability that it gave them.
 *
 *   log p = x − m − log Σ e^(x − m)          m = the largest logit of the row
 *   loss of a row = −Σ over c of t_c log p_c     t = 1 for the right class, 0 for the others
 *
 * With label smoothing t is (1 − ε) of that plus ε / C for every class.
 *
 * @param logits scores [N, C], finite numbers of any size; not probabilities.
 * @param classes the right class of each row, whole numbers in [0, C): `oneHot` of @tinytorch/data makes rows t of them.
 * @returns the mean over the rows, or their sum, or with "none" the loss of each row, [N].
 * @throws RangeError on other shapes, a class that is not there, a smoothing outside [0, 1], an unknown reduction.
 */
export function crossEntropy<T extends Arithmetic<T>>(
  logits: T,
  classes: Classes,
  { labelSmoothing = 0, reduction = "mean" }: CrossEntropyOptions = {},
): T {
  const list = readClasses("crossEntropy", logits.shape, classes);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`crossEntropy: labelSmoothing must be in [0, 1], got ${labelSmoothing}`);
  }
  const count = logits.shape[1];
  const hard = oneHot(tensor(list), count);
  // BEGIN SOLUTION
  // TODO: smooth the targets, take log p of each row, sum, reduce
  const targets = hard.mul(1 - labelSmoothing).add(labelSmoothing / count);
  const shifted = logits.sub(logits.max(1, { keepdim: true }));
  const logProbabilities = shifted.sub(shifted.exp().sum(1, { keepdim: true }).log());
  const losses = logProbabilities.mul(targets).sum(1).neg();
  return reduced("crossEntropy", losses, reduction);
  // END SOLUTION
}
