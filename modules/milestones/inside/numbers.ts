import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";

/** A tensor as plain data: what comes in to a program, and what it hands out. */
export type Numbers = {
  readonly shape: readonly number[];
  readonly values: readonly number[];
};

/** The numbers of parameters, or of their gradients, by the parameters' names. */
export type NamedNumbers = Readonly<Record<string, Numbers>>;

export function numbersOf(x: Tensor): Numbers {
  return { shape: [...x.shape], values: Array.from(x.contiguous().data) };
}

/** Of each parameter what `pick` gives; those where it gives nothing are left out. */
export function namedNumbers(
  parameters: readonly (readonly [string, Variable])[],
  pick: (parameter: Variable) => Tensor | null,
): NamedNumbers {
  const named = parameters.flatMap(([name, parameter]) => {
    const picked = pick(parameter);
    return picked === null ? [] : [[name, numbersOf(picked)] as const];
  });
  return Object.fromEntries(named);
}
