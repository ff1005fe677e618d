import { type Expected, firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { type Grid, nestedCells, sizeOf } from "./grid.ts";
import { deep } from "./hidden.ts";
import type { Operand } from "./operand.ts";
import { type DType, type PlainArgument, type Problem, runProblems, type Seen } from "./run-problems.ts";

/** One call, and what it should give. */
export type Trial = {
  readonly on: Operand;
  readonly method: string;
  /** Tensors, or other arguments as they are; null is one left out. */
  readonly args?: readonly (Operand | PlainArgument)[];
  readonly result: Grid;
  /** The operand's by default. */
  readonly dtype?: DType;
};

/**
 * Makes all calls in one go, each twice on the same tensors: both results must be right, and the operands as they were.
 */
export async function expectResults(...trials: readonly Trial[]): Promise<void> {
  const answers = await deep.evaluate(runProblems, trials.map(problemOf));
  expect(answers.length).toBe(trials.length);
  for (const [index, { on, args = [], result, dtype = on.dtype }] of trials.entries()) {
    const { results, operands } = answers[index];
    const wanted = expectedTensor(result, dtype);
    expect(firstDifference(results.map(facts), [wanted, wanted], `results of ${index}`)).toBe(null);
    const given = [on, ...args.filter(isOperand)];
    const kept = given.map((operand) => expectedTensor(operand.grid, operand.dtype));
    expect(firstDifference(operands.map(facts), kept, `operands of ${index}`)).toBe(null);
  }
}

/** What a tensor should look like, whatever its strides. */
export function expectedTensor(of: Grid, dtype: DType = "float32"): Expected {
  return [of.shape, sizeOf(of.shape), of.shape.length, dtype, nestedCells(of)];
}

export function facts({ shape, size, ndim, dtype, values }: Seen): unknown {
  return [shape, size, ndim, dtype, values];
}

function problemOf({ on, method, args = [] }: Trial): Problem {
  return {
    on: on.making,
    call: [method, ...args.map((argument) => (isOperand(argument) ? argument.making : argument))],
  };
}

function isOperand(argument: Operand | PlainArgument): argument is Operand {
  return typeof argument === "object" && argument !== null && "grid" in argument;
}
