import { join } from "node:path";
import type { SubmittedFiles } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";

/** What is handed in again and again: the solution of this module. */
export const moduleId = "08-optimizers";

/** Graders of the server under test. */
export const graders = 2;

export const root = join(import.meta.dirname, "../..");

/** The module's solution, as a student would hand it in. */
export async function referenceFiles(): Promise<SubmittedFiles> {
  const course = await openCourse(root);
  return (await course.module(moduleId)?.solutionFiles()) ?? {};
}
