import type { UpdateOptions } from "../follow-updates.ts";
import type { Scope } from "../scope.ts";

type Run = {
  readonly optimizer: "SGD" | "Adam" | "AdamW";
  readonly options: UpdateOptions;
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
};

/**
 * Runs in the sandbox. One parameter, and two optimizers of one class on it: the first alone for some steps, then the two
 * by turns. For each run the parameter after every step.
 */
export function followTwo(scope: Scope, alone: number, runs: readonly Run[]): number[][][] {
  return runs.map(({ optimizer, options, start, gradients }) => {
    const parameter = new scope.Variable([...start]);
    const first = new scope[optimizer]([parameter], options);
    let second = first;
    return gradients.map((gradient, step) => {
      if (step === alone) second = new scope[optimizer]([parameter], options);
      parameter.grad = new scope.Variable([...gradient], { requiresGrad: false });
      if (step < alone || step % 2 === 0) first.step();
      else second.step();
      const { data } = parameter.data;
      return Array.from({ length: data.length }, (_, e) => data[e]);
    });
  });
}
