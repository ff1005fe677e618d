import { rules, type SettingsOf } from "@tinytorch/options";
import { decayedGradient } from "./decayed-gradient.ts";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** α, the size of the first step (default 0.01). */
  learningRate: rules.nonNegative.or(0.01),
  /** λ, how fast weights and steps shrink (default 0.0001). */
  lambd: rules.nonNegative.or(1e-4),
  /** The power by which steps shrink (default 0.75). */
  alpha: rules.nonNegative.or(0.75),
  /** t₀, the step after which the average begins; until then it is the weights themselves (default a million). */
  t0: rules.nonNegative.or(1e6),
  /** The pull of each weight towards 0, added to the gradient (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of ASGD. */
export type ASGDOptions = SettingsOf<typeof table>;

/**
 * Averaged stochastic gradient descent (Polyak & Juditsky, 1992): plain steps that shrink slowly, and beside the weights their
 * average, which is nearer to the minimum than any of them. It is the buffer `average` of the saved state.
 *
 *   θ ← θ(1 − λη) − ηg,             beginning with η = α
 *   a ← a + μ(θ − a),               beginning with μ = 1
 *   η ← α / (1 + λαt)^power,        μ ← 1 / max(1, t − t₀)
 *
 * Memory: one buffer the size of the parameters, made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html
 * @throws RangeError on an empty parameter list or a negative option.
 */
export class ASGD extends optimizerWith("ASGD", table, ["average", "eta", "mu"]) {
  protected override update(step: ParameterStep<ASGDOptions>): void {
    const { weights, state, options } = step;
    const { learningRate, lambd, alpha, t0 } = options;
    const average = bufferOf(step, "average");
    const { eta = learningRate, mu = 1 } = state.numbers;
    const g = decayedGradient(step);
    weights.mul_(1 - lambd * eta).add_(g, { alpha: -eta });
    if (mu === 1) average.copy_(weights);
    else average.add_(weights.sub(average).mul(mu));
    state.numbers.eta = learningRate / (1 + lambd * learningRate * state.step) ** alpha;
    state.numbers.mu = 1 / Math.max(1, state.step - t0);
  }
}
