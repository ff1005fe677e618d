import type { Variable } from "@tinytorch/autograd";
import { type Tensor, zerosLike } from "@tinytorch/tensor";
import { decayedGradient } from "./decayed-gradient.ts";
import { checkMomentOptions, type MomentOptions, momentDefaults } from "./moments.ts";
import { Optimizer, type OptimizerParams } from "./optimizer.ts";

/** Options of Adamax; the default learning rate is 0.002. */
export type AdamaxOptions = MomentOptions;

/**
 * Adamax (Kingma & Ba, 2015, section 7.1): Adam with the largest recent gradient in place of the mean square.
 *
 *   g ← ∇L(θ) + λθ
 *   m ← β₁m + (1−β₁)g        u ← max(β₂u, |g| + ε)
 *   θ ← θ − α/(1−β₁ᵗ) · m / u
 *
 * Memory: two buffers the size of the parameters, made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html
 * @throws RangeError as Adam does.
 */
export class Adamax extends Optimizer<AdamaxOptions> {
  constructor(params: OptimizerParams<AdamaxOptions>, options: Partial<AdamaxOptions> = {}) {
    super("Adamax", params, { ...momentDefaults, learningRate: 0.002, ...options }, (group) =>
      checkMomentOptions("Adamax", group),
    );
  }

  protected override update(parameter: Variable, gradient: Tensor, options: AdamaxOptions): void {
    const { learningRate, beta1, beta2, eps } = options;
    const state = this.stateOf(parameter, () => ({
      mean: zerosLike(parameter.data),
      largest: zerosLike(parameter.data),
    }));
    const { mean, largest } = state.buffers;
    const g = decayedGradient(parameter, gradient, options);
    state.step++;
    mean.lerp_(g, 1 - beta1);
    largest.mul_(beta2).maximum_(g.abs().add_(eps));
    parameter.data.addcdiv_(mean, largest, { value: -learningRate / (1 - beta1 ** state.step) });
  }
}
