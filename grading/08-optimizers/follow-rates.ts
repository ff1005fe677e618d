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
        readonly options?: {
          readonly startFactor?: number;
          readonly endFactor?: number;
          readonly totalIters?: number;
        };
      }
  )[];
  /** Of all groups, before what the epoch's rates are is written down. */
  readonly setByHand?: readonly { readonly epoch: number; readonly rate: number }[];
  /** A group that is there from this epoch on. */
  readonly joins?: { readonly epoch: number; readonly rate: number };
};

export type FollowedRates = {
  /** `rates[epoch][group]` */
  rates: number[][];
  /** What the last schedule says of them, as soon as they are set. */
  said: number[][];
  /** The number of epochs that are over, by the last schedule's count. */
  counted: number[];
  /** What is left of the options that the schedules were given. */
  options: object[];
  /** What is left of an option of the groups that is none of a schedule's business. */
  momentum: number[];
};

/** Runs in the sandbox, epoch by epoch through all problems at once: schedules of one class must not meet. */
export function followRates(scope: Scope, ...problems: readonly RateProblem[]): FollowedRates[] {
  const runs = problems.map((problem) => {
    // Groups alone: a schedule is on trial, not an optimizer.
    const group = (learningRate: number) => ({ learningRate, momentum: 0.5, params: [] });
    const optimizer = { paramGroups: problem.base.map(group) };
    const given: object[] = [];
    const schedules = problem.schedules.map((schedule) => {
      if (schedule.name === "LinearLR" && schedule.options === undefined)
        return new scope.LinearLR(optimizer);
      if (schedule.name === "LinearLR") return new scope.LinearLR(optimizer, kept({ ...schedule.options }));
      if (schedule.name === "StepLR") return new scope.StepLR(optimizer, kept({ ...schedule.options }));
      return new scope.CosineAnnealingLR(optimizer, kept({ ...schedule.options }));
    });
    function kept<Options extends object>(options: Options): Options {
      given.push(options);
      return options;
    }
    const followed: FollowedRates = { rates: [], said: [], counted: [], options: given, momentum: [] };
    return { problem, group, optimizer, schedules, last: schedules[schedules.length - 1], followed };
  });
  const longest = Math.max(...problems.map(({ epochs }) => epochs));
  for (let epoch = 0; epoch < longest; epoch += 1) {
    for (const { problem, group, optimizer, schedules, last, followed } of runs) {
      if (epoch >= problem.epochs) continue;
      if (epoch > 0) for (const schedule of schedules) schedule.step();
      followed.said.push([...last.getLastLr()]);
      followed.counted.push(last.lastEpoch);
      for (const byHand of problem.setByHand ?? []) {
        if (byHand.epoch === epoch) for (const one of optimizer.paramGroups) one.learningRate = byHand.rate;
      }
      if (problem.joins?.epoch === epoch) optimizer.paramGroups.push(group(problem.joins.rate));
      followed.rates.push(optimizer.paramGroups.map(({ learningRate }) => learningRate));
    }
  }
  for (const { optimizer, followed } of runs) {
    followed.momentum = optimizer.paramGroups.map(({ momentum }) => momentum);
  }
  return runs.map(({ followed }) => followed);
}
