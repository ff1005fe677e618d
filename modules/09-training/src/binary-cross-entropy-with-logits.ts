import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { type LossOptions, reduced } from "./reduced.ts";
import { requireSameShape } from "./require-same-shape.ts";

/**
 * The cross-entropy of answers to yes-or-no questions, each by itself: x is a logit, t the share of yes, from 0 to 1.
 *
 *   −t log σ(x) − (1 − t) log(1 − σ(x))  =  max(x, 0) − x t + log(1 + e^(−|x|))
 *
 * The form on the right never takes e to a positive power, so that it is finite for every finite x. |x| is the larger of x and −x.
 *
 * @param logits scores of any shape.
 * @param targets of the same shape; left as they are.
 * @throws RangeError when the shapes differ, or on an unknown reduction.
 */
export function binaryCrossEntropyWithLogits<T extends Arithmetic<T>>(
  logits: T,
  targets: T | Tensor,
  { reduction = "mean" }: LossOptions = {},
): T {
  requireSameShape("binaryCrossEntropyWithLogits", logits.shape, targets.shape);
  throw new Error("TODO(09-training): write the form that is finite, then call reduced");
}
