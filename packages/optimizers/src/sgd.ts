import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { requireFinite, requireNonNegative } from "./checks.ts";
import { decayedGradient } from "./decayed-gradient.ts";
import { type BaseOptions, Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of SGD. */
export interface SGDOptions extends BaseOptions {
  /** α, the size of a step (default 0.001). */
  learningRate: number;
  /** μ, the share of the last velocity that is kept (default 0: none). */
  momentum: number;
  /** d, the share of the gradient that does not enter the velocity (default 0). */
  dampening: number;
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: number;
  /** Look ahead along the velocity (default false). */
  nesterov: boolean;
  /** Climb instead of descending (default false). */
  maximize: boolean;
}

const defaults: SGDOptions = {
  learningRate: 0.001,
  momentum: 0,
  dampening: 0,
  weightDecay: 0,
  nesterov: false,
  maximize: false,
};

/**
 * Stochastic gradient descent with momentum (Polyak, 1964; Nesterov, 1983; as in Sutskever et al., 2013).
 *
 *   g ← ∇L(θ) + λθ
 *   b ← μb + (1−d)g, beginning with b = g
 *   θ ← θ − αb, or with Nesterov θ ← θ − α(g + μb)
 *
 * Memory: one buffer the size of the parameters when μ > 0, made on a parameter's first gradient; none when μ = 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
 * @throws RangeError on an empty parameter list, an option that is negative, or Nesterov without momentum or with dampening.
 */
export class SGD extends Optimizer<SGDOptions> {
  constructor(params: OptimizerParams<SGDOptions>, options: Partial<SGDOptions> = {}) {
    super("SGD", params, { ...defaults, ...options }, check);
  }

  protected override update(parameter: Variable, gradient: Tensor, options: SGDOptions): void {
    const { learningRate, momentum, dampening, nesterov } = options;
    let direction = decayedGradient(parameter, gradient, options);
    if (momentum !== 0) {
      const velocity = this.#velocity(parameter, direction, momentum, dampening);
      direction = nesterov ? direction.add(velocity, { alpha: momentum }) : velocity;
    }
    parameter.data.add_(direction, { alpha: -learningRate });
  }

  /** The velocity after this gradient. The first gradient is the velocity, dampened or not. */
  #velocity(parameter: Variable, direction: Tensor, momentum: number, dampening: number): Tensor {
    const state = this.state.get(parameter);
    if (state === undefined) {
      const velocity = direction.clone();
      this.state.set(parameter, { step: 1, buffers: { velocity } });
      return velocity;
    }
    state.step++;
    return state.buffers.velocity.mul_(momentum).add_(direction, { alpha: 1 - dampening });
  }
}

function check({ learningRate, momentum, dampening, weightDecay, nesterov }: SGDOptions): void {
  requireNonNegative("SGD", "learningRate", learningRate);
  requireNonNegative("SGD", "momentum", momentum);
  requireNonNegative("SGD", "weightDecay", weightDecay);
  requireFinite("SGD", "dampening", dampening);
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new RangeError(
      `SGD: nesterov needs a momentum > 0 and a dampening of 0, got momentum ${momentum} and dampening ${dampening}`,
    );
  }
}
