import type { Report } from "@tinytorch/course";
import { type CourseModule, contentHash } from "@tinytorch/course-files";
import { version as vitestVersion } from "vitest/node";

/**
 * What a run of a module depends on besides the submission and the seed, as hashes: two runs that agree in all of them
 * agree in their verdicts.
 *
 * @param packages the library as the sandbox serves it to this module. @param sandboxVersion of the sandbox's own program.
 */
export async function runHashes(
  module: CourseModule,
  packages: Readonly<Record<string, string>>,
  sandboxVersion: string,
): Promise<Report["hashes"]> {
  return {
    suite: contentHash(await module.suiteTexts()),
    rubric: contentHash({ rubric: JSON.stringify(module.rubric), manifest: JSON.stringify(module.manifest) }),
    packages: contentHash(packages),
    runner: runnerHash(sandboxVersion),
  };
}

/** One hash for the programs that run a suite and a submission. */
export function runnerHash(sandboxVersion: string): string {
  return contentHash({ node: process.version, vitest: vitestVersion, sandbox: sandboxVersion });
}
