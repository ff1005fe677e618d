import { asVariable, type Variable } from "@tinytorch/autograd";
import type { Input } from "../module.ts";
import { type Classes, readClasses } from "./classes.ts";
import { type LossOptions, reduced } from "./reduction.ts";

/** Options of `crossEntropy`. */
export interface CrossEntropyOptions extends LossOptions {
  /** ε in [0, 1]: the share of each target that is spread evenly over all classes (default 0). */
  labelSmoothing?: number;
}

/**
 * The cross-entropy between logits `[N, C]` and the class of each row, a whole number in [0, C):
 *
 *   −(1 − ε) log p_class − (ε / C) Σ_c log p_c   with   p = softmax(logits)
 *
 * Computed from log-softmax, so that it stays finite for logits of any size.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 * @throws RangeError on other shapes, a class that is not there, or a smoothing outside [0, 1]
 */
export function crossEntropy(
  logits: Input,
  classes: Classes,
  { reduction = "mean", labelSmoothing = 0 }: CrossEntropyOptions = {},
): Variable {
  const targets = readClasses("crossEntropy", logits, classes);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`crossEntropy: labelSmoothing must be in [0, 1], got ${labelSmoothing}`);
  }
  const logProbabilities = asVariable(logits).logSoftmax(1);
  const losses = logProbabilities.gather(1, targets.unsqueeze(1)).squeeze(1).neg();
  if (labelSmoothing === 0) return reduced(losses, reduction);
  const spread = logProbabilities.mean(1).neg();
  return reduced(losses.mul(1 - labelSmoothing).add(spread.mul(labelSmoothing)), reduction);
}
