import { requireFloats } from "../core/promotion.ts";
import { formatShape, sameShape } from "../core/shape.ts";
import { Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";
import type { AdamHyperparameters, SgdHyperparameters } from "../kernels/contract/training.ts";

// Steps of training in one pass each, where the active kernels have them. Like every operation these check types and shapes
// first, and count what they write in place. Where the kernels have none they do nothing and say so; the same from single
// operations stands beside the optimizer or loss that asks.

/** A step of stochastic gradient descent, in place; see `TrainingKernels.sgd`. @returns whether the kernels have it */
export function fusedSgd(
  parameter: Tensor,
  gradient: Tensor,
  velocity: Tensor | null,
  by: SgdHyperparameters,
): boolean {
  const { training } = activeKernels();
  if (training === undefined) return false;
  requireAlike("sgd", parameter, gradient);
  if (velocity !== null) requireAlike("sgd", parameter, velocity);
  training.sgd(parameter, gradient, velocity, by);
  parameter.storage.written();
  velocity?.storage.written();
  return true;
}

/** A step of Adam and its kind, in place; see `TrainingKernels.adam`. @returns whether the kernels have it */
export function fusedAdam(
  parameter: Tensor,
  gradient: Tensor,
  mean: Tensor,
  meanSquare: Tensor,
  largest: Tensor | null,
  by: AdamHyperparameters,
): boolean {
  const { training } = activeKernels();
  if (training === undefined) return false;
  requireAlike("adam", parameter, gradient);
  requireAlike("adam", parameter, mean);
  requireAlike("adam", parameter, meanSquare);
  if (largest !== null) requireAlike("adam", parameter, largest);
  training.adam(parameter, gradient, mean, meanSquare, largest, by);
  parameter.storage.written();
  mean.storage.written();
  meanSquare.storage.written();
  largest?.storage.written();
  return true;
}

/**
 * The cross-entropy of each row of logits `[n, c]` with its class `[n]`, an int32 that must be known to be one, and the gradient
 * of each; see `TrainingKernels.crossEntropy`.
 * @returns null when the kernels do not have it
 */
export function fusedCrossEntropy(
  logits: Tensor,
  classes: Tensor,
  smoothing: number,
): { readonly losses: Tensor; readonly gradient: Tensor } | null {
  const { training } = activeKernels();
  if (training === undefined) return null;
  requireFloats("crossEntropy", logits.dtype);
  if (logits.ndim !== 2 || classes.dtype !== "int32" || !sameShape(classes.shape, [logits.shape[0]])) {
    throw new RangeError(
      `crossEntropy: logits must be [n, c] with n classes of int32, got ${formatShape(logits.shape)} and ` +
        `${formatShape(classes.shape)} of ${classes.dtype}`,
    );
  }
  const losses = Tensor.allocate(classes.shape, logits.dtype);
  const gradient = Tensor.allocate(logits.shape, logits.dtype);
  training.crossEntropy(logits.contiguous(), classes.contiguous(), smoothing, losses, gradient);
  return { losses, gradient };
}

/** `a − b`, and the sum of its squares. @returns null when the kernels do not have it */
export function fusedSquaredError(
  a: Tensor,
  b: Tensor,
): { readonly difference: Tensor; readonly total: number } | null {
  const { training } = activeKernels();
  if (training === undefined) return null;
  const [left, right] = [a.contiguous(), b.contiguous()];
  requireAlike("squaredError", left, right);
  const difference = Tensor.allocate(left.shape, left.dtype);
  return { total: training.squaredError(left, right, difference), difference };
}

/** @throws TypeError or RangeError unless two tensors are contiguous, floats of one type and of one shape */
function requireAlike(operation: string, a: Tensor, b: Tensor): void {
  requireFloats(operation, a.dtype);
  if (a.dtype !== b.dtype)
    throw new TypeError(`${operation}: tensors must be of one element type, got ${a.dtype} and ${b.dtype}`);
  if (!sameShape(a.shape, b.shape) || !a.isContiguous || !b.isContiguous) {
    throw new RangeError(
      `${operation}: tensors must be contiguous and of one shape, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
    );
  }
}
