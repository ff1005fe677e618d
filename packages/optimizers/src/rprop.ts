import { rules, type SettingsOf } from "@tinytorch/options";
import { tensor, where } from "@tinytorch/tensor";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";

const table = {
  /** The size of every weight's first step (default 0.01). */
  learningRate: rules.nonNegative.or(0.01),
  /** η⁻, what a step shrinks by when the gradient has changed its sign, in (0, 1) (default 0.5). */
  etaMinus: rules.rule("in (0, 1)", (value): value is number => rules.fraction.accepts(value) && value !== 0).or(0.5),
  /** η⁺, what a step grows by when the sign has stayed, > 1 (default 1.2). */
  etaPlus: rules.rule("a number > 1", (value): value is number => rules.finite.accepts(value) && value > 1).or(1.2),
  /** The least step (default 1e-6). */
  stepSizeMin: rules.nonNegative.or(1e-6),
  /** The largest step (default 50). */
  stepSizeMax: rules.nonNegative.or(50),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of Rprop. */
export type RpropOptions = SettingsOf<typeof table>;

/**
 * Rprop (Riedmiller & Braun, 1993): every weight has a step of its own, and of the gradient only the sign counts. For whole
 * batches: from batch to batch signs change by chance.
 *
 *   δ ← δ · η⁺ where g and the gradient before agree in sign, δ · η⁻ where they do not, and within its bounds
 *   g ← 0 where they do not: that weight rests for a step
 *   θ ← θ − δ · sign(g)
 *
 * Memory: two buffers the size of the parameters, made on a parameter's first gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html
 * @throws RangeError on an empty parameter list, a negative option, an η⁻ outside (0, 1), an η⁺ of no more than 1, or a least
 *   step above the largest.
 */
export class Rprop extends optimizerWith("Rprop", table, ["previousGradient", "stepSize"]) {
  protected override update(step: ParameterStep<RpropOptions>): void {
    const { weights, gradient, options } = step;
    const { learningRate, etaMinus, etaPlus, stepSizeMin, stepSizeMax, maximize } = options;
    const previous = bufferOf(step, "previousGradient");
    const stepSize = bufferOf(step, "stepSize", learningRate);
    const downhill = maximize ? gradient.neg() : gradient;
    const agreement = downhill.mul(previous);
    const [shrunk, grown, kept, nothing] = [etaMinus, etaPlus, 1, 0].map((value) =>
      tensor(value, { dtype: weights.dtype }),
    );
    const turned = agreement.lt(0);
    stepSize
      .mul_(where(turned, shrunk, where(agreement.gt(0), grown, kept)))
      .clamp_({ min: stepSizeMin, max: stepSizeMax });
    previous.copy_(where(turned, nothing, downhill));
    weights.addcmul_(previous.sign(), stepSize, { value: -1 });
  }

  protected override check({ stepSizeMin, stepSizeMax }: RpropOptions): void {
    if (stepSizeMin > stepSizeMax)
      throw new RangeError(`Rprop: stepSizeMin must be at most stepSizeMax, got ${stepSizeMin} and ${stepSizeMax}`);
  }
}
