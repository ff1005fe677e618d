import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { type AdamOptions, adamDefaults, checkMomentOptions, stepByMoments, zeroMoments } from "./moments.ts";
import { Optimizer, type OptimizerParams } from "./optimizer.ts";

/**
 * AdamW (Loshchilov & Hutter, 2019): Adam whose weight decay acts on the weights themselves and stays out of the moments.
 *
 *   θ ← θ(1 − αλ), then Adam's step with the plain gradient
 *
 * Memory: as Adam. https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
 * @throws RangeError as Adam does.
 */
export class AdamW extends Optimizer<AdamOptions> {
  constructor(params: OptimizerParams<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super("AdamW", params, { ...adamDefaults, weightDecay: 0.01, ...options }, (group) =>
      checkMomentOptions("AdamW", group),
    );
  }

  protected override update(parameter: Variable, gradient: Tensor, options: AdamOptions): void {
    const { learningRate, weightDecay, maximize } = options;
    const state = this.stateOf(parameter, () => zeroMoments(parameter));
    parameter.data.mul_(1 - learningRate * weightDecay);
    stepByMoments(parameter, maximize ? gradient.neg() : gradient, state, options);
  }
}
