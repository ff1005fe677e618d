import type { Strided } from "./layout.ts";

/** What a step of stochastic gradient descent goes by. */
export interface SgdHyperparameters {
  readonly learningRate: number;
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
  readonly nesterov: boolean;
  readonly maximize: boolean;
}

/** What a step of Adam and its kind goes by. */
export interface AdamHyperparameters {
  readonly beta1: number;
  readonly beta2: number;
  /** λ, the decay that joins the gradient. */
  readonly weightDecay: number;
  /** What the parameter is multiplied by first: 1, or less when the decay stays out of the gradient. */
  readonly shrink: number;
  readonly maximize: boolean;
  /** What the running mean is multiplied by on its way into the parameter. */
  readonly meanRate: number;
  /** What the gradient itself is multiplied by; 0 for Adam. */
  readonly gradientRate: number;
  /** What the root of the running mean of squares is multiplied by in the denominator. */
  readonly scale: number;
  /** What is added to it. */
  readonly eps: number;
}

/**
 * Steps of training fused into one pass each, which a set of kernels may have. Whoever asks for one (`ops/fused.ts`) can do
 * without: the same from single operations stands beside the optimizer or the loss.
 */
export interface TrainingKernels {
  /**
   * A step of stochastic gradient descent, in place: g ← ±g + λθ; b ← μb + (1−d)g; θ ← θ − αb, or θ − α(g + μb) with
   * Nesterov, or θ − αg without a velocity. All contiguous, floats of one size and type.
   */
  sgd(parameter: Strided, gradient: Strided, velocity: Strided | null, by: SgdHyperparameters): void;
  /**
   * A step of Adam and its kind, in place: θ ← shrink · θ; g ← ±g + λθ; m ← m + (1−β₁)(g − m); v ← β₂v + (1−β₂)g²;
   * θ ← θ − (meanRate · m + gradientRate · g) / (scale · √v + ε). With `largest` its maximum with v takes the place of v
   * there. 1 − β is formed in float64. All contiguous, floats of one size and type.
   */
  adam(
    parameter: Strided,
    gradient: Strided,
    mean: Strided,
    meanSquare: Strided,
    largest: Strided | null,
    by: AdamHyperparameters,
  ): void;
  /**
   * The cross-entropy of each row of logits `[n, c]` with its class (int32, `[n]`), a share `smoothing` of which is spread
   * over all classes, into `losses` `[n]`; and its gradient, softmax less target, into `gradient` `[n, c]`. All contiguous,
   * floats of one type.
   */
  crossEntropy(logits: Strided, classes: Strided, smoothing: number, losses: Strided, gradient: Strided): void;
  /** Writes `a − b` and returns the sum of its squares. All contiguous, floats of one size and type. */
  squaredError(a: Strided, b: Strided, difference: Strided): number;
}
