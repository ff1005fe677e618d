import { type Expected, firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { type Differentiated, differentiate, type Found, type Problem } from "./differentiate.ts";
import type { Formula } from "./expected-gradients.ts";
import { submission } from "./hidden.ts";
import type { Sums, Unit } from "./sums.ts";

/** Every problem's output and gradients, as the formula has them; and what was given is as it was. */
export async function expectGradients(formula: Formula, problems: readonly Problem[]): Promise<void> {
  const received = await submission.evaluate(differentiate, ...problems);
  expect(received.length).toBe(problems.length);
  for (const [index, problem] of problems.entries()) expectOne(received[index], problem, formula);
}

function expectOne({ output, gradients, after }: Differentiated, problem: Problem, formula: Formula): void {
  const { operands, gradient, dtype = "float64", second = "variable", firstConstant } = problem;
  const { secondDtype = dtype } = problem;
  const expected = formula(problem);
  expect(difference(output, expected.output, dtype === secondDtype ? dtype : "float64")).toBe(null);
  expect(gradients.length).toBe(operands.length);
  for (const [index, found] of gradients.entries()) {
    const isConstant = index === 0 ? firstConstant === true : second !== "variable";
    if (isConstant) expect(found).toBe(null);
    else expect(difference(found, expected.gradients[index], index === 0 ? dtype : secondDtype)).toBe(null);
  }
  const given = [...operands, gradient].map(({ values }) => [...values]);
  expect(firstDifference(after, given)).toBe(null);
}

/** Where what was found is not what was expected, shape and dtype first. */
export function difference(found: Found, sums: Sums, dtype: Unit): string | null {
  const wanted: Expected = [[...sums.shape], dtype, sums.values(dtype)];
  return firstDifference(found && [found.shape, found.dtype, found.values], wanted);
}
