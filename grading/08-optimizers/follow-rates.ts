import type { Scope } from "./scope.ts";

export type RateProblem = {
  /** The first rate of every group. */
  readonly base: readonly number[];
  readonly epochs: number;
  /** On one optimizer, made and stepped in this order. */
  readonly schedules: readonly (
    | { readonly name: "StepLR"; readonly options: { readonly stepSize: number; readonly gamma?: number } }
    | {
        readonly name: "CosineAnnealingLR";
        readonly options: { readonly tMax: number; readonly etaMin?: number };
      }
    | {
        readonly name: "LinearLR";
        readonly options: {
          readonly startFactor?: number;
          readonly endFactor?: number;
          readonly totalIters?: number;
        };
      }
  )[];
  readonly setByHand?: { readonly epoch: number; readonly rate: number };
};

/** Runs in the sandbox. For each problem the rate of every group in every epoch: `rates[epoch][group]`. */
export function followRates(scope: Scope, ...problems: readonly RateProblem[]): number[][][] {
  return problems.map((problem) => {
    // Groups alone: a schedule is on trial, not an optimizer.
    const optimizer = { paramGroups: problem.base.map((learningRate) => ({ learningRate, params: [] })) };
    const schedules = problem.schedules.map((schedule) =>
      schedule.name === "StepLR"
        ? new scope.StepLR(optimizer, schedule.options)
        : schedule.name === "LinearLR"
          ? new scope.LinearLR(optimizer, schedule.options)
          : new scope.CosineAnnealingLR(optimizer, schedule.options),
    );
    const rates: number[][] = [];
    for (let epoch = 0; epoch < problem.epochs; epoch += 1) {
      if (epoch === problem.setByHand?.epoch) {
        for (const group of optimizer.paramGroups) group.learningRate = problem.setByHand.rate;
      }
      rates.push(optimizer.paramGroups.map((group) => group.learningRate));
      for (const schedule of schedules) schedule.step();
    }
    return rates;
  });
}
