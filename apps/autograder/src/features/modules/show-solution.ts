import { ApiError, type Role, type Solution, whose } from "@tinytorch/api";
import { plainSolution } from "@tinytorch/course";
import { countingSubmission } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import { namedModule } from "./named-module.ts";

/**
 * A module's solution, without the marks of what a student writes: for those who teach always, for others where the course shows it and the
 * submission that is their grade had all points of its tests, late or not.
 * @throws ApiError `forbidden` with what is missing; `not-found` for a module that is not there or keeps no solution here; `unavailable` for a broken one.
 */
export async function showSolution(
  { course, rules, store }: Pick<Context, "course" | "rules" | "store">,
  account: { readonly id: string; readonly role: Role },
  id: string,
): Promise<Solution> {
  const module = namedModule(course, id);
  if (whose("solution.read", account.role) !== "everybody") {
    if (!rules.solutionsAfter100) throw forbidden("This course does not show solutions.");
    const run = countingSubmission(store.grades.facts(account.id, id))?.run;
    if (run === undefined || run.score < run.maxScore) {
      const { points } = module.manifest;
      throw forbidden(`The solution is shown once your graded submission of ${id} has ${points} of ${points} points.`);
    }
  }
  const files = await module.solutionFiles();
  if (Object.keys(files).length === 0)
    throw new ApiError("not-found", { message: `No solution of ${id} is kept here.` });
  return {
    module: id,
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, plainSolution(text)])),
  };
}

function forbidden(message: string): ApiError {
  return new ApiError("forbidden", { message });
}
