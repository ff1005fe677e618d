import { type LoadProblem, limitsFor, type SubmittedFiles } from "@tinytorch/course";
import { folderTexts, libraryEntry } from "@tinytorch/course-files";
import { LibraryBundles, SandboxPool, SubmissionSession } from "@tinytorch/sandbox";
import { joinModules, libraryBehind } from "./join-modules.ts";
import type { Check, Milestone } from "./milestone.ts";
import { ofAuthor, ofModule } from "./of-author.ts";
import { MilestoneFailure, type ProgramFailure } from "./program-failure.ts";
import { runningProgram } from "./running-program.ts";

/** What a run came to. */
export interface MilestoneResult {
  readonly milestone: string;
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** What of the modules does not load, in places as their author knows them; the rest was run. */
  readonly loadProblems: readonly LoadProblem[];
  /** How the program ended, where it did not come to its end. */
  readonly failure: ProgramFailure | null;
  readonly seconds: number;
}

export interface RunMilestoneOptions {
  readonly pool: SandboxPool;
  /** The folder of the programs: `modules/milestones`. */
  readonly folder: string;
  readonly seed: number;
  readonly onCheck?: ((check: Check) => void) | undefined;
  readonly onProgress?: ((told: string) => void) | undefined;
}

/** A milestone trains: it may take longer than a hidden test, and bring back all weights. */
const limits = limitsFor({
  testMilliseconds: 100_000,
  runMilliseconds: 200_000,
  memoryMegabytes: 512,
  replyBytes: 8_388_608,
});

/** For what runs outside of all functions: modules are loaded in a second, and who has written a loop there need not wait as for training. */
const loadMilliseconds = 5_000;

/** Sandboxes for milestones. None is kept ready: a run takes seconds. */
export async function openMilestonePool(): Promise<SandboxPool> {
  return SandboxPool.open({
    packages: await new LibraryBundles(libraryEntry).modules(libraryBehind),
    memoryMegabytes: limits.memoryMegabytes,
    replyBytes: limits.replyBytes,
    cpuSeconds: 300,
    warm: 0,
  });
}

/**
 * Runs a milestone on modules, where submissions are graded: in a process of its own, by the same rules.
 *
 * @param modules the files of each module, by its id.
 * @throws InfrastructureError when the machinery could not run it.
 */
export async function runMilestone(
  milestone: Milestone,
  modules: Readonly<Record<string, SubmittedFiles>>,
  { pool, folder, seed, onCheck, onProgress }: RunMilestoneOptions,
): Promise<MilestoneResult> {
  const begun = performance.now();
  const { entry, exports } = milestone;
  const files = await folderTexts(folder, (path) => path === entry || milestone.files.includes(path));
  const joined = await joinModules(modules, { files, entry, exports });
  const session = new SubmissionSession(pool, { ...joined, seed, limits, loadMilliseconds });
  const checks: Check[] = [];
  let failure: ProgramFailure | null = null;
  try {
    try {
      for await (const check of milestone.run(
        runningProgram(session, (told) => onProgress?.(told)),
        seed,
      )) {
        checks.push(check);
        onCheck?.(check);
      }
    } catch (error) {
      if (!(error instanceof MilestoneFailure)) throw error;
      failure = { ...error.failure, cause: ofModule(error.failure.cause) };
    }
    return {
      milestone: milestone.id,
      ok: failure === null && checks.length > 0 && checks.every(({ ok }) => ok),
      checks,
      loadProblems: await ofAuthor(await session.loaded()),
      failure,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await session.close();
  }
}
