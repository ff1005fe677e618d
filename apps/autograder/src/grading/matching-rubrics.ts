import type { Course } from "@tinytorch/course-files";
import { checkFrozenRubric } from "@tinytorch/grader";

/** Suites loaded at a time, each module's in a process of its own. */
const atOnce = 2;

/**
 * A sentence for each module whose suites do not load, or say something else than its frozen rubric: its submissions could
 * not be scored, and nobody would know before the first. Broken modules are none of these.
 */
export async function rubricProblems({ root, modules }: Pick<Course, "root" | "modules">): Promise<readonly string[]> {
  // What is as it was when the whole was proven was held against its suites then.
  const proven = await Promise.all(modules.map((module) => module.isProven()));
  const waiting = modules.filter((_, index) => !proven[index]).map(({ manifest }) => manifest.id);
  const problems: string[] = [];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await checkFrozenRubric(root, id);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        problems.push(said.startsWith(`${id}: `) ? said : `${id}: ${said}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return problems.sort();
}
