import type { Scope } from "../scope.ts";

type Options = { readonly learningRate?: number; readonly weightDecay?: number };

type Problem = {
  readonly start: readonly (readonly number[])[];
  readonly gradients: readonly (readonly number[] | null)[];
  readonly options: Options;
  /** Of the first two parameters, and of the third. */
  readonly groups: readonly [Options, Options];
};

/** What there is of what an optimizer was given; parameters and gradients by their places in the lists they came from. */
export type Kept = {
  /** Of the parameters, once the optimizer is built. */
  data: number[][];
  /** What each parameter has as its gradient then. */
  gradients: (number[] | null)[];
  /** Which of the given gradients that is. */
  objects: number[];
  /** After a step, and after changes by hand. */
  options: object;
  groups: object[];
  list: number[];
  /** The optimizers' own groups, of one built on groups and one built on a list. */
  built: object[][];
};

/** Runs in the sandbox: for SGD, Adam and AdamW. */
export function givenAndKept(scope: Scope, problem: Problem): Kept[] {
  return [scope.SGD, scope.Adam, scope.AdamW].map((Class) => {
    const parameters = problem.start.map((values) => new scope.Variable([...values]));
    const given = problem.gradients.map((gradient) =>
      gradient === null ? null : new scope.Variable([...gradient], { requiresGrad: false }),
    );
    for (const [index, parameter] of parameters.entries()) parameter.grad = given[index];
    const options = { ...problem.options };
    const list = [...parameters];
    const groups = [
      { ...problem.groups[0], params: [parameters[0], parameters[1]] },
      { ...problem.groups[1], params: [parameters[2]] },
    ];
    const optimizers = [new Class(groups, options), new Class(list, options)];
    const places = (params: readonly (typeof parameters)[number][]) =>
      params.map((parameter) => parameters.indexOf(parameter));
    const built = {
      data: parameters.map(({ data: { data } }) => Array.from({ length: data.length }, (_, e) => data[e])),
      gradients: parameters.map(
        ({ grad }) => grad && Array.from({ length: grad.size }, (_, e) => grad.data.data[e]),
      ),
      objects: parameters.map(({ grad }) => given.indexOf(grad)),
      built: optimizers.map(({ paramGroups }) =>
        paramGroups.map(({ params, learningRate, weightDecay }) => ({
          params: places(params),
          learningRate,
          weightDecay,
        })),
      ),
    };
    for (const optimizer of optimizers) {
      optimizer.step();
      for (const group of optimizer.paramGroups) Object.assign(group, { learningRate: 9, weightDecay: 8 });
    }
    return {
      ...built,
      options: { ...options },
      groups: groups.map(({ params, ...others }) => ({ ...others, params: places(params) })),
      list: places(list),
    };
  });
}
