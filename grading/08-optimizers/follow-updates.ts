import type { Scope } from "./scope.ts";

/** Every option a test may set, for whichever optimizer. */
export type UpdateOptions = {
  readonly learningRate?: number;
  readonly momentum?: number;
  readonly dampening?: number;
  readonly weightDecay?: number;
  readonly nesterov?: boolean;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly eps?: number;
  readonly amsgrad?: boolean;
};

/** A run of an optimizer on gradients given by hand. */
export type UpdateProblem = {
  readonly optimizer: "SGD" | "Adam" | "AdamW";
  readonly options: UpdateOptions;
  /** The first value of every parameter. */
  readonly start: readonly (readonly number[])[];
  /** `gradients[step][parameter]`; null where a parameter has none. */
  readonly gradients: readonly (readonly (readonly number[] | null)[])[];
  /** Makes every parameter a group of its own, with these options. */
  readonly groups?: readonly UpdateOptions[];
  /** Rates set by hand before each step. */
  readonly rates?: readonly number[];
};

/** Runs in the sandbox. For each problem the parameters after every step: `trace[step][parameter][element]`. */
export function followUpdates(scope: Scope, ...problems: readonly UpdateProblem[]): number[][][][] {
  return problems.map((problem) => {
    const parameters = problem.start.map((values) => new scope.Variable([...values]));
    const params = problem.groups
      ? parameters.map((parameter, index) => ({ ...problem.groups?.[index], params: [parameter] }))
      : parameters;
    const optimizer = new scope[problem.optimizer](params, problem.options);
    return problem.gradients.map((gradients, step) => {
      const rate = problem.rates?.[step];
      if (rate !== undefined) for (const group of optimizer.paramGroups) group.learningRate = rate;
      for (const [index, parameter] of parameters.entries()) {
        const gradient = gradients[index] ?? null;
        parameter.grad = gradient && new scope.Variable([...gradient], { requiresGrad: false });
      }
      optimizer.step();
      return parameters.map((parameter) => Array.from(parameter.data.data));
    });
  });
}
