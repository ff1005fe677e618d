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

/** `values[step][parameter]`; null where a parameter has none. */
export type StepValues = readonly (readonly (readonly number[] | null)[])[];

/** A run of an optimizer on gradients given by hand. */
export type UpdateProblem = {
  readonly optimizer: "SGD" | "Adam" | "AdamW";
  /** Left out, the optimizer is given its parameters alone. */
  readonly options?: UpdateOptions;
  /** The first value of every parameter. */
  readonly start: readonly (readonly number[])[];
  readonly gradients: StepValues;
  /** Values that parameters are given before a step, as when a saved state is loaded. */
  readonly placed?: StepValues;
  /** Groups of parameters, each by its position; else all parameters are in one. */
  readonly groups?: readonly UpdateGroup[];
  /** A group that joins before a step. */
  readonly joins?: UpdateGroup & { readonly step: number };
  /** Options set by hand before a step. */
  readonly changes?: readonly {
    readonly step: number;
    readonly group: number;
    readonly options: UpdateOptions;
  }[];
};

export type UpdateGroup = { readonly params: readonly number[]; readonly options: UpdateOptions };

/** Runs in the sandbox. For each problem the parameters after every step: `trace[step][parameter][element]`. */
export function followUpdates(scope: Scope, ...problems: readonly UpdateProblem[]): number[][][][] {
  return problems.map(({ start, gradients, placed, groups, joins, changes = [], ...problem }) => {
    const parameters = start.map((values) => new scope.Variable([...values]));
    const grouped = ({ params, options }: UpdateGroup) => ({
      ...options,
      params: params.map((index) => parameters[index]),
    });
    const given = groups === undefined ? parameters : groups.map(grouped);
    const optimizer = problem.options
      ? new scope[problem.optimizer](given, problem.options)
      : new scope[problem.optimizer](given);
    return gradients.map((arriving, step) => {
      if (joins?.step === step) optimizer.addParamGroup(grouped(joins));
      for (const change of changes) {
        if (change.step === step) Object.assign(optimizer.paramGroups[change.group], change.options);
      }
      for (const [index, parameter] of parameters.entries()) {
        const place = placed?.[step][index] ?? null;
        if (place !== null) parameter.data = scope.tensor([...place]);
        const gradient = arriving[index] ?? null;
        parameter.grad = gradient && new scope.Variable([...gradient], { requiresGrad: false });
      }
      optimizer.step();
      return parameters.map((parameter) => {
        const { data } = parameter.data;
        const values: number[] = [];
        for (let e = 0; e < data.length; e += 1) values.push(data[e]);
        return values;
      });
    });
  });
}
