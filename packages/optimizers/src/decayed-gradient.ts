import type { Tensor } from "@tinytorch/tensor";

/** The gradient with its sign turned for climbing, and then λθ added; the gradient itself is not changed. */
export function decayedGradient(
  weights: Tensor,
  gradient: Tensor,
  { weightDecay, maximize }: { readonly weightDecay: number; readonly maximize: boolean },
): Tensor {
  const downhill = maximize ? gradient.neg() : gradient;
  return weightDecay === 0 ? downhill : downhill.add(weights, { alpha: weightDecay });
}
