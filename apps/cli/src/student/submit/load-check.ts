import type { LoadProblem, ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { oneLine } from "../../terminal/explain-error.ts";
import { viewPlace } from "../test-run/load-problems-view.ts";

/**
 * Loads files as they are loaded when they are graded, before anything else is done with them.
 *
 * @param anyway whether what loads in part may go on.
 * @throws CliError naming every problem, when something does not load.
 */
export async function requireLoading(manifest: ModuleManifest, files: SubmittedFiles, anyway: boolean): Promise<void> {
  if (anyway) return;
  const problems = await loadProblems(manifest, files);
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `${viewPlace(problem)}: ${problem.message}`);
  throw new CliError(2, [...lines, advice].join("\n"));
}

const advice = "nothing was done: mend this, or add --anyway to go as far as your files load";

/** The service, or the grader, tries it too: a machine that cannot says so and stands in nobody's way. */
async function loadProblems(manifest: ModuleManifest, files: SubmittedFiles): Promise<readonly LoadProblem[]> {
  try {
    const { checkLoad } = await import("@tinytorch/rehearsal");
    return await checkLoad(manifest, files);
  } catch (error) {
    process.stderr.write(`Whether your files load could not be tried on this machine: ${await oneLine(error)}\n`);
    return [];
  }
}
