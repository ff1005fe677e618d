import type { ExceptionAnswer, Grade } from "@tinytorch/api";
import { print } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import { wrap } from "../../terminal/wrap.ts";
import { viewPoints } from "./lateness.ts";

/** A grade as it is now, and under it how it came about. */
export function viewGrade(grade: Grade | null): readonly string[] {
  if (grade === null) return ["There is no grade yet."];
  return [sayGrade(grade), ...viewReason(grade.reason)];
}

/** `The grade is 97 of 100.` */
export function sayGrade(grade: Grade): string {
  return grade.excused ? "The grade is EX, excused." : `The grade is ${viewPoints(grade)} of ${grade.maxScore}.`;
}

/** The service's explanation of a grade, a line each. */
export function viewReason(reason: readonly string[]): readonly string[] {
  return reason.flatMap((line) => wrap(visible(line, Number.POSITIVE_INFINITY), 2));
}

/** Says what was done, or that it was before, and the grade that came of it. */
export function printDone(done: string, { grade, heldBefore }: Pick<ExceptionAnswer, "grade" | "heldBefore">): void {
  if (heldBefore) print("Nothing was changed: the same holds already.");
  print(done);
  for (const line of viewGrade(grade)) print(line);
}
