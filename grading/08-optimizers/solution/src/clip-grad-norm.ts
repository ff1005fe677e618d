import type { Variable } from "@tinytorch/autograd";

export type ClipOptions = {
  /** p of the p-norm: 2 by default, any p > 0, or Infinity for the largest element. */
  normType?: number;
  /** Throw when the norm is infinite or NaN, instead of spreading it. Default false. */
  errorIfNonFinite?: boolean;
};

/**
 * Shortens the gradients, seen together as one long vector, to a norm of at most `maxNorm` (Pascanu et al., 2013), and
 * returns the norm they had before. The direction stays the same: one coefficient for all.
 *
 *   coefficient = min(1, maxNorm / (norm + 1e-6))
 *
 * Call it between `backward()` and `step()`. Parameters without a gradient are left out; with no gradients at all the
 * norm is 0.
 * @throws RangeError on a negative maxNorm, a normType that is not positive and, when asked, a norm that is not finite.
 */
export function clipGradNorm(
  params: readonly Variable[],
  maxNorm: number,
  { normType = 2, errorIfNonFinite = false }: ClipOptions = {},
): number {
  if (!(maxNorm >= 0)) throw new RangeError(`clipGradNorm: maxNorm must be >= 0, got ${maxNorm}`);
  if (!(normType > 0)) throw new RangeError(`clipGradNorm: normType must be > 0, got ${normType}`);
  const gradients = params.flatMap((parameter) => parameter.grad ?? []);
  if (gradients.length === 0) return 0;

  const norm = totalNorm(gradients, normType);
  if (errorIfNonFinite && !Number.isFinite(norm)) {
    throw new RangeError(`clipGradNorm: the norm must be finite, got ${norm}; look for a NaN or an overflow`);
  }
  // BEGIN SOLUTION
  // TODO: scale every gradient, then return the norm
  const coefficient = Math.min(1, maxNorm / (norm + 1e-6));
  for (const gradient of gradients) gradient.data = gradient.data.mul(coefficient);
  return norm;
  // END SOLUTION
}

/** (Σ|g|ᵖ)^(1/p) over every element of every gradient. */
function totalNorm(gradients: readonly Variable[], p: number): number {
  if (p === Infinity) return Math.max(...gradients.map((gradient) => gradient.data.abs().max().item()));
  // BEGIN SOLUTION
  // TODO: add up |g|ᵖ over all elements, then take the p-th root
  let sum = 0;
  for (const gradient of gradients) sum += gradient.data.abs().pow(p).sum().item();
  return sum ** (1 / p);
  // END SOLUTION
}
