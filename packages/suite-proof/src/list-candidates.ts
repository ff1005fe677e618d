import { applyMistake, type Mistake } from "@tinytorch/course";
import type { CourseModule } from "@tinytorch/course-files";
import type { Candidate } from "./grade-all.ts";

/** All that a module's suite must tell apart. @param quick holds each mutant to the tests that name its idea alone. */
export async function listCandidates(
  { manifest, plan, ...module }: CourseModule,
  mistakes: readonly Mistake[],
  quick: boolean,
): Promise<readonly Candidate[]> {
  const solution = await module.solutionFiles();
  const candidates: Candidate[] = [
    { name: "solution", files: solution },
    { name: "starter", files: await module.starterFiles() },
    ...mistakes.map((mistake) => ({
      name: mistake.id,
      files: applyMistake(solution, mistake),
      ...(quick ? { tests: mistake.caughtBy } : {}),
    })),
  ];
  if (plan.library !== undefined) {
    const files = Object.fromEntries(manifest.submittedFiles.map((path) => [path, ""]));
    files[manifest.entry] = `export * from "${plan.library}";\n`;
    candidates.push({ name: plan.library, files, extraImports: [plan.library] });
  }
  return candidates;
}
