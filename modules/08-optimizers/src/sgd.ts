import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { Optimizer, type Params } from "./optimizer.ts";

/** What SGD can be told, for all parameters or for one group. */
export type SGDOptions = {
  /** α, the size of a step. Default 0.001. */
  learningRate: number;
  /** μ, how much of the velocity lives on in the next step. Default 0: no velocity. */
  momentum: number;
  /** d, the share of a new gradient that the velocity ignores. Default 0. */
  dampening: number;
  /** λ, the pull towards zero. Default 0. */
  weightDecay: number;
  /** Look one step ahead along the velocity (Nesterov, 1983). Default false. */
  nesterov: boolean;
};

/**
 * Gradient descent with momentum, in PyTorch's form (https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html).
 *
 *   g ← ∇L + λθ
 *   b ← g on a parameter's first step, then  b ← μb + (1−d)g
 *   θ ← θ − α(g + μb) with nesterov, θ ← θ − αb without
 *
 * Memory: with momentum one buffer the size of the parameters, each made on its parameter's first gradient; else none.
 * @throws RangeError on a negative rate, momentum or decay, and on nesterov without momentum or with dampening: in each
 * group, naming the option and the value, like `SGD: learningRate must be >= 0, got -1`.
 */
export class SGD extends Optimizer<SGDOptions> {
  /** The velocity b of each parameter that has had a gradient: keyed by the parameter itself. */
  readonly velocity = new Map<Variable, Tensor>();

  constructor(params: Params<SGDOptions>, options: Partial<SGDOptions> = {}) {
    super(params, {
      learningRate: 0.001,
      momentum: 0,
      dampening: 0,
      weightDecay: 0,
      nesterov: false,
      ...options,
    });
    throw new Error("TODO(08-optimizers): check the options of every group");
  }

  override step(): void {
    throw new Error("TODO(08-optimizers): update every parameter that has a gradient");
  }
}
