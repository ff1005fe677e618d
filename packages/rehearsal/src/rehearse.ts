import { type LoadProblem, limitsFor, type ModuleManifest, type SubmittedFiles } from "@tinytorch/course";
import { coldSessions } from "./own-sessions.ts";
import type { Sessions } from "./ready-sessions.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { type RehearsalOptions, rehearseIn, toRun } from "./rehearse-in.ts";
import { testkitSources } from "./trusted-modules.ts";
import type { VisibleTests } from "./visible-tests.ts";

export interface RehearseOptions extends RehearsalOptions {
  /** Where the session comes from that it runs in; one is started by default. */
  readonly sessions?: Sessions | undefined;
}

/**
 * Runs visible tests on a submission where it would be graded: in the same kind of process and isolate.
 *
 * @throws the reason of `signal` once that is aborted.
 */
export async function rehearse(
  manifest: ModuleManifest,
  files: SubmittedFiles,
  tests: VisibleTests,
  { sessions = coldSessions, ...options }: RehearseOptions = {},
): Promise<Rehearsal> {
  return rehearseIn({ sessions, testkit: await testkitSources() }, manifest, files, tests, options);
}

/**
 * What of a submission does not load: found as a service finds it when it takes the files.
 */
export async function checkLoad(manifest: ModuleManifest, files: SubmittedFiles): Promise<readonly LoadProblem[]> {
  const { memoryMegabytes } = limitsFor(manifest.limits);
  const session = await coldSessions.take({ packages: manifest.allowedImports, memoryMegabytes });
  try {
    return (await session.open({ ...toRun(manifest, files), tests: {}, testFiles: [] })).problems;
  } finally {
    await session.close();
  }
}
