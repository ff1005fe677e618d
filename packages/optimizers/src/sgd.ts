import { rules, type SettingsOf } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { fusedSgd } from "@tinytorch/tensor/internal";
import { decayedGradient } from "./decayed-gradient.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** α, the size of a step (default 0.001). */
  learningRate: rules.nonNegative.or(0.001),
  /** μ, the share of the last velocity that is kept (default 0: none). */
  momentum: rules.nonNegative.or(0),
  /** d, the share of the gradient that does not enter the velocity (default 0). */
  dampening: rules.finite.or(0),
  /** λ, the pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** Look ahead along the velocity (default false). */
  nesterov: rules.flag.or(false),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of SGD. */
export type SGDOptions = SettingsOf<typeof table>;

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
export class SGD extends optimizerWith("SGD", table) {
  protected override update(step: ParameterStep<SGDOptions>): void {
    const { weights, gradient, state, options } = step;
    // The first gradient is the velocity, dampened or not.
    const first = state.buffers.velocity === undefined;
    const velocity = options.momentum === 0 ? null : bufferOf(step, "velocity");
    const by = first ? { ...options, dampening: 0 } : options;
    if (!fusedSgd(weights, gradient, velocity, by)) descend({ ...step, options: by }, velocity);
  }

  protected override check({ momentum, dampening, nesterov }: SGDOptions): void {
    if (nesterov && (momentum === 0 || dampening !== 0)) {
      throw new RangeError(
        `SGD: nesterov needs a momentum > 0 and a dampening of 0, got momentum ${momentum} and dampening ${dampening}`,
      );
    }
  }
}

/** The same in single operations. */
function descend(step: ParameterStep<SGDOptions>, velocity: Tensor | null): void {
  const { learningRate, momentum, dampening, nesterov } = step.options;
  let direction = decayedGradient(step);
  if (velocity !== null) {
    velocity.mul_(momentum).add_(direction, { alpha: 1 - dampening });
    direction = nesterov ? direction.add(velocity, { alpha: momentum }) : velocity;
  }
  step.weights.add_(direction, { alpha: -learningRate });
}
