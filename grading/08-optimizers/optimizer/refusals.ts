import type { UpdateOptions } from "../follow-updates.ts";
import type { Scope } from "../scope.ts";

/** What was thrown; null when nothing was. */
export type Thrown = { name: unknown; message: unknown } | null;

/** An optimizer to be made, with these options as its own or as those of its second group. */
export type Making = {
  readonly optimizer: "SGD" | "Adam" | "AdamW";
  readonly options: UpdateOptions;
  readonly inSecondGroup: boolean;
};

/** Runs in the sandbox. */
export function makeAll(scope: Scope, makings: readonly Making[]): Thrown[] {
  return makings.map(({ optimizer, options, inSecondGroup }) => {
    const [one, other, third] = [0, 1, 2].map(() => new scope.Variable([1]));
    try {
      // Of three, so that it is neither the first nor the last.
      if (inSecondGroup)
        new scope[optimizer]([{ params: [one] }, { ...options, params: [other] }, { params: [third] }]);
      else new scope[optimizer]([one, other], options);
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}

/** Runs in the sandbox: what refuses a negative number or one that is not whole, then what must be accepted. */
export function callAll(scope: Scope, negative: number, broken: number): Thrown[] {
  const { SGD, StepLR, CosineAnnealingLR, LinearLR, Variable } = scope;
  const [one, other] = [new Variable([1]), new Variable([1])];
  const rates = { paramGroups: [{ learningRate: 0.1 }] };
  const calls = [
    () => new SGD([]),
    () => new SGD([{ params: [one] }, { params: [] }]),
    () => new SGD([{ params: [one] }, { params: [other, one] }]),
    () => new SGD([one, other]).addParamGroup({ params: [other] }),
    () => scope.gradientDescentStep(one, negative),
    () => scope.gradientDescentStep(one, Number.NaN),
    () => scope.clipGradNorm([one], negative),
    () => scope.clipGradNorm([one], Number.NaN),
    () => scope.clipGradNorm([one], 1, { normType: 0 }),
    () => scope.clipGradNorm([one], 1, { normType: negative }),
    () => new StepLR(rates, { stepSize: 0 }),
    () => new StepLR(rates, { stepSize: broken }),
    () => new CosineAnnealingLR(rates, { tMax: 0 }),
    () => new CosineAnnealingLR(rates, { tMax: broken }),
    () => new LinearLR(rates, { totalIters: 0 }),
    () => new LinearLR(rates, { totalIters: broken }),
    () => new LinearLR(rates, { startFactor: 0 }),
    () => new LinearLR(rates, { startFactor: broken }),
    () => scope.gradientDescentStep(one, 0),
    () => scope.clipGradNorm([one], 0),
    () => scope.clipGradNorm([one], 1, { normType: 0.5 }),
    () => new StepLR(rates, { stepSize: 1 }),
    () => new CosineAnnealingLR(rates, { tMax: 1 }),
    () => new LinearLR(rates, { startFactor: 1, totalIters: 1 }),
    () => new SGD([{ params: [one] }, { params: [other] }]),
  ];
  return calls.map((call) => {
    try {
      call();
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}
