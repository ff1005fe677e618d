import type { Tensor } from "@tinytorch/tensor";
import type { BaseOptions, Step } from "./optimizer.ts";

/** The options that bend a gradient before a rule sees it. */
interface BendingOptions extends BaseOptions {
  readonly weightDecay: number;
  readonly maximize: boolean;
}

/** The gradient with its sign turned for climbing, and then λθ added; the gradient itself is not changed. */
export function decayedGradient({ weights, gradient, options }: Step<BendingOptions>): Tensor {
  const downhill = options.maximize ? gradient.neg() : gradient;
  return options.weightDecay === 0 ? downhill : downhill.add(weights, { alpha: options.weightDecay });
}
