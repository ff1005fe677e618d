import type { Numbers, Problem } from "./differentiate.ts";
import { broadcast, indexAt, indexSeen, positionsIn, type Shape } from "./positions.ts";
import { Sums } from "./sums.ts";

/** What an operation should give: its output, and what should have arrived at each operand. */
export type Expectation = { readonly output: Sums; readonly gradients: readonly Sums[] };

/** By what is on trial, from the problem alone. */
export type Formula = (problem: Problem) => Expectation;

/** An operation on pairs of numbers, with its derivatives. */
export type Pairwise = {
  value(a: number, b: number): number;
  first(a: number, b: number): number;
  second(a: number, b: number): number;
};

/** A function of each number, with its derivative. */
export type Elementwise = { value(x: number): number; slope(x: number): number };

/** The other operand: of two the second, a plain number, or the first once more. */
function otherOf({ operands, given, second }: Problem): Numbers {
  if (given?.number !== undefined) return { shape: [], values: [given.number] };
  return second === "the first" ? operands[0] : operands[1];
}

/** Every pair that broadcasting makes of two operands: each adds a term to the gradients of both. */
export function pairwise({ value, first, second }: Pairwise): Formula {
  return (problem) => {
    const [a, b] = [problem.operands[0], otherOf(problem)];
    const shape = broadcast(a.shape, b.shape);
    const output = new Sums(shape);
    const forA = new Sums(a.shape);
    const forB = problem.second === "the first" ? forA : new Sums(b.shape);
    for (const [index, position] of positionsIn(shape).entries()) {
      const [i, j] = [indexSeen(a.shape, position), indexSeen(b.shape, position)];
      const [x, y, g] = [a.values[i], b.values[j], problem.gradient.values[index]];
      output.add(index, value(x, y));
      forA.add(i, chain(g, first(x, y)));
      forB.add(j, chain(g, second(x, y)));
    }
    return { output, gradients: problem.operands.length === 1 ? [forA] : [forA, forB] };
  };
}

export function elementwise({ value, slope }: Elementwise): Formula {
  return ({ operands: [x], gradient }) => {
    const [output, forX] = [new Sums(x.shape), new Sums(x.shape)];
    for (const [index, number] of x.values.entries()) {
      output.add(index, value(number));
      forX.add(index, gradient.values[index] * slope(number));
    }
    return { output, gradients: [forX] };
  };
}

/** What is not passed on is 0, however large it was. */
function chain(g: number, derivative: number): number {
  return derivative === 0 ? 0 : g * derivative;
}

/** Where each element of the output comes from: its shape, and the element of the input; null where it is a margin. */
export type Source = {
  readonly shape: Shape;
  from(position: readonly number[]): readonly number[] | null;
  readonly fill?: number;
};

/** An operation that copies elements to other places. */
export function copied(sourceOf: (problem: Problem) => Source): Formula {
  return (problem) => {
    const { shape, from, fill = 0 } = sourceOf(problem);
    const { operands, gradient } = problem;
    const [x] = operands;
    const [output, forX] = [new Sums(shape), new Sums(x.shape)];
    for (const [index, position] of positionsIn(shape).entries()) {
      const source = from(position);
      const at = source === null ? -1 : indexAt(x.shape, source);
      output.add(index, source === null ? fill : x.values[at]);
      if (source !== null) forX.add(at, gradient.values[index]);
    }
    return { output, gradients: [forX] };
  };
}
