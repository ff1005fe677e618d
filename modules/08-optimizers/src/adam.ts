import type { Variable } from "@tinytorch/autograd";
import { type Tensor, zerosLike } from "@tinytorch/tensor";
import { Optimizer, type Params } from "./optimizer.ts";

/** What Adam can be told, for all parameters or for one group. */
export type AdamOptions = {
  /** α, about how far a parameter moves in one step. Default 0.001. */
  learningRate: number;
  /** β₁, the memory of the first moment. Default 0.9: about ten steps. */
  beta1: number;
  /** β₂, the memory of the second moment. Default 0.999: about a thousand steps. */
  beta2: number;
  /** ε, keeps the division from blowing up where gradients are tiny. Default 1e-8. */
  eps: number;
  /** λ, the pull towards zero. Default 0 (AdamW: 0.01). */
  weightDecay: number;
  /** Divide by the largest second moment seen so far (Reddi et al., 2018). Default false. */
  amsgrad: boolean;
};

/** What Adam remembers of one parameter. */
export class AdamState {
  /** t, the number of steps this parameter has taken. */
  steps = 0;
  /** m, the running mean of the gradient. */
  firstMoment: Tensor;
  /** v, the running mean of the squared gradient. */
  secondMoment: Tensor;
  /** AMSGrad: the largest v so far, element by element. */
  largestSecondMoment: Tensor | null = null;

  constructor(parameter: Variable) {
    this.firstMoment = zerosLike(parameter.data);
    this.secondMoment = zerosLike(parameter.data);
  }
}

/**
 * Adam (Kingma & Ba, 2015): each element's step is scaled by running estimates of its gradient's first two moments.
 *
 *   g ← ∇L + λθ
 *   m ← β₁m + (1−β₁)g        v ← β₂v + (1−β₂)g²
 *   m̂ = m / (1−β₁ᵗ)          v̂ = v / (1−β₂ᵗ)       (AMSGrad: the largest v so far, then corrected)
 *   θ ← θ − α m̂ / (√v̂ + ε)
 *
 * Memory: two buffers the size of the parameters (three with AMSGrad), made on a parameter's first gradient.
 * @throws RangeError on a negative rate, ε or decay, and on a β outside [0, 1): in each group, naming the option and the
 * value, like `Adam: beta1 must be in [0, 1), got 1`.
 */
export class Adam extends Optimizer<AdamOptions> {
  /** Moments and step count of each parameter that has had a gradient: keyed by the parameter itself. */
  readonly state = new Map<Variable, AdamState>();
  /** AdamW sets this: weight decay then stays out of the gradient. */
  protected readonly decoupled: boolean = false;

  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, {
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      eps: 1e-8,
      weightDecay: 0,
      amsgrad: false,
      ...options,
    });
    throw new Error("TODO(08-optimizers): check the options of every group");
  }

  override step(): void {
    throw new Error("TODO(08-optimizers): update every parameter that has a gradient");
  }
}
