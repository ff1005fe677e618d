import { noGrad, Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { requireList } from "./optimizer.ts";

/** Options of `clipGradNorm`. */
export interface ClipGradNormOptions {
  /** p of the p-norm: a positive number, or Infinity for the largest magnitude (default 2). */
  normType?: number;
  /** Throw when the norm is infinite or NaN (default false). */
  errorIfNonFinite?: boolean;
}

const table = { normType: rules.anyNumber.or(2), errorIfNonFinite: rules.flag.or(false) };

/**
 * Scales all gradients together, in place, so that their joint norm is at most `maxNorm`: g ← g · min(1, maxNorm / (norm + 10⁻⁶))
 * (Pascanu et al., 2013). Parameters without a gradient are passed over; without any the norm is 0. Call it between
 * `backward()` and `step()`.
 * @returns the norm before clipping
 * @throws RangeError on a negative `maxNorm` or a `normType` ≤ 0; Error on a non-finite norm, when asked to
 */
export function clipGradNorm(params: Iterable<Variable>, maxNorm: number, options: ClipGradNormOptions = {}): number {
  const { normType, errorIfNonFinite } = rules.readOptions("clipGradNorm", table, options);
  if (typeof maxNorm !== "number" || !(maxNorm >= 0))
    throw new RangeError(`clipGradNorm: maxNorm must be ≥ 0, got ${rules.shown(maxNorm)}`);
  if (!(normType > 0)) throw new RangeError(`clipGradNorm: normType must be > 0, got ${normType}`);
  return noGrad(() => {
    const gradients = gradientsOf("clipGradNorm", params);
    const norm = jointNorm(gradients, normType);
    if (errorIfNonFinite && !Number.isFinite(norm)) {
      throw new Error(`clipGradNorm: the norm of the gradients must be finite, got ${norm}`);
    }
    const coefficient = Math.min(1, maxNorm / (norm + 1e-6));
    for (const gradient of gradients) gradient.mul_(coefficient);
    return norm;
  });
}

/**
 * Bounds every element of every gradient to [−clipValue, clipValue], in place.
 * @throws RangeError on a negative bound
 */
export function clipGradValue(params: Iterable<Variable>, clipValue: number): void {
  if (typeof clipValue !== "number" || !(clipValue >= 0))
    throw new RangeError(`clipGradValue: clipValue must be ≥ 0, got ${rules.shown(clipValue)}`);
  for (const gradient of gradientsOf("clipGradValue", params)) gradient.clamp_({ min: -clipValue, max: clipValue });
}

function gradientsOf(owner: string, params: Iterable<Variable>): Tensor[] {
  requireList(owner, params);
  const gradients: Tensor[] = [];
  for (const param of params) {
    if (!(param instanceof Variable))
      throw new TypeError(`${owner}: parameters must be Variables, got ${rules.shown(param)}`);
    if (param.grad !== null) gradients.push(param.grad.data);
  }
  return gradients;
}

/** The p-norm of all elements of all gradients, in float64, where the square of a large float32 does not overflow. */
function jointNorm(gradients: readonly Tensor[], p: number): number {
  let total = 0;
  for (const gradient of gradients) {
    if (gradient.size === 0) continue;
    const magnitudes = gradient.to("float64").abs();
    if (p === Number.POSITIVE_INFINITY) total = Math.max(total, magnitudes.max().item());
    else total += magnitudes.pow(p).sum().item();
  }
  return p === Number.POSITIVE_INFINITY ? total : total ** (1 / p);
}
