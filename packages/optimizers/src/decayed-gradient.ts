import type { Tensor } from "@tinytorch/tensor";

/** A gradient, and what bends it before a rule sees it. */
interface Bending {
  readonly weights: Tensor;
  readonly gradient: Tensor;
  readonly options: { readonly weightDecay: number; readonly maximize: boolean };
}

/** The gradient with its sign turned for climbing, and then λθ added; the gradient itself is not changed. */
export function decayedGradient({ weights, gradient, options }: Bending): Tensor {
  const downhill = options.maximize ? gradient.neg() : gradient;
  return options.weightDecay === 0 ? downhill : downhill.add(weights, { alpha: options.weightDecay });
}
