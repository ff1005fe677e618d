import { InfrastructureError, type Rubric } from "@tinytorch/course";
import type { CourseModule } from "@tinytorch/course-files";

/** What of a module is run. */
export interface Selection {
  /** Of the selected tests alone. */
  readonly rubric: Rubric;
  /** The files that they lie in. */
  readonly suiteFiles: readonly string[];
}

/**
 * The hidden tests of these ids, or all of a module.
 * @throws InfrastructureError naming an id that is none of the rubric's.
 */
export function selectTests(
  { rubric, suites }: Pick<CourseModule, "rubric" | "suites">,
  ids: readonly string[] | undefined,
): Selection {
  if (ids === undefined) return { rubric, suiteFiles: suites.map(({ file }) => file) };
  const tests = rubric.tests.filter(({ id }) => ids.includes(id));
  const unknown = ids.find((id) => !tests.some((test) => test.id === id));
  if (unknown !== undefined) throw new InfrastructureError(`grade: no hidden test is called ${unknown}`);
  const asked = suites.filter(({ component }) => tests.some(({ id }) => id.startsWith(`${component}.`)));
  return { rubric: { ...rubric, tests }, suiteFiles: asked.map(({ file }) => file) };
}
