import { Adam, type AdamOptions } from "./adam.ts";
import type { Params } from "./optimizer.ts";

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, 2019).
 *
 *   θ ← (1 − αλ)θ, then Adam's step from the bare gradient
 *
 * In Adam a decay inside the gradient is divided by √v̂ like everything else, so a weight with large gradients hardly
 * decays. Here every weight shrinks at the same relative pace. Options are Adam's, with a default decay of 0.01.
 */
export class AdamW extends Adam {
  protected override readonly decoupled = true;

  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { weightDecay: 0.01, ...options });
  }

  override step(): void {
    // BEGIN SOLUTION
    // TODO: shrink, then take Adam's step
    for (const { params, learningRate, weightDecay } of this.paramGroups) {
      for (const parameter of params) {
        if (parameter.grad === null) continue;
        parameter.data = parameter.data.mul(1 - learningRate * weightDecay);
      }
    }
    super.step();
    // END SOLUTION
  }
}
