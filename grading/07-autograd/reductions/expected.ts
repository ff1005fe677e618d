import type { Problem } from "../differentiate.ts";
import type { Formula } from "../expected-gradients.ts";
import { indexAt, positionsIn, type Shape } from "../positions.ts";
import { Sums } from "../sums.ts";

/** What is left of a shape when dimensions are reduced. */
export function reducedShape(
  shape: Shape,
  dim: number | readonly number[] | undefined,
  keepdim = false,
): number[] {
  const isReduced = reducedIn(shape, dim);
  return shape.flatMap((size, d) => (isReduced[d] ? (keepdim ? [1] : []) : [size]));
}

function reducedIn(shape: Shape, dim: number | readonly number[] | undefined): boolean[] {
  if (dim === undefined) return shape.map(() => true);
  const dims = typeof dim === "number" ? [dim] : dim;
  return shape.map((_, d) => dims.includes(d) || dims.includes(d - shape.length));
}

/** The elements of x that go into each element of a reduction, in row-major order. */
function groupsOf({ operands: [x], given = {} }: Problem): number[][] {
  const isReduced = reducedIn(x.shape, given.dim);
  const kept = x.shape.map((size, d) => (isReduced[d] ? 1 : size));
  const groups = positionsIn(kept).map((): number[] => []);
  for (const [index, position] of positionsIn(x.shape).entries()) {
    groups[
      indexAt(
        kept,
        position.map((i, d) => (isReduced[d] ? 0 : i)),
      )
    ].push(index);
  }
  return groups;
}

/** A reduction, by the share of a group's gradient that each of its numbers gets. */
function reduction(
  value: (numbers: number[]) => number[],
  share: (numbers: number[], isOneDimension: boolean) => number[],
): Formula {
  return (problem) => {
    const [x] = problem.operands;
    const { dim, keepdim } = problem.given ?? {};
    const output = new Sums(reducedShape(x.shape, dim, keepdim));
    const forX = new Sums(x.shape);
    for (const [index, group] of groupsOf(problem).entries()) {
      const numbers = group.map((at) => x.values[at]);
      for (const term of value(numbers)) output.add(index, term);
      const shares = share(numbers, typeof dim === "number");
      for (const [i, at] of group.entries())
        if (shares[i] !== 0) forX.add(at, problem.gradient.values[index] * shares[i]);
    }
    return { output, gradients: [forX] };
  };
}

export const formulas = {
  sum: reduction(
    (numbers) => numbers,
    (numbers) => numbers.map(() => 1),
  ),
  mean: reduction(
    (numbers) => numbers.map((number) => number / numbers.length),
    (numbers) => numbers.map(() => 1 / numbers.length),
  ),
  max: reduction(
    (numbers) => [Math.max(...numbers)],
    (numbers, isOneDimension) => {
      const largest = Math.max(...numbers);
      if (isOneDimension) return numbers.map((_, i) => (i === numbers.indexOf(largest) ? 1 : 0));
      const ties = numbers.filter((number) => number === largest).length;
      return numbers.map((number) => (number === largest ? 1 / ties : 0));
    },
  ),
} as const;
