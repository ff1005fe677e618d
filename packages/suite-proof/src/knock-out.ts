import { join } from "node:path";
import { applyMistake, type SubmittedFiles } from "@tinytorch/course";
import { type Course, readJson, requireModule } from "@tinytorch/course-files";
import { type Milestone, type MilestoneResult, openMilestonePool, runMilestone } from "@tinytorch/joined";
import { z } from "zod";

/** One serious mutant of a module among right modules. */
export interface KnockOut {
  readonly module: string;
  /** The mistake's id. */
  readonly mistake: string;
  /** Of each milestone the first check that it failed, or how it ended; null where it passed all the same. */
  readonly stoppedBy: Readonly<Record<string, string | null>>;
}

export interface MilestonesResult {
  /** Whether the solutions pass every milestone, each milestone stops a knock-out, and each knock-out is stopped by a milestone. */
  readonly ok: boolean;
  readonly solutions: readonly MilestoneResult[];
  readonly knockOuts: readonly KnockOut[];
}

export interface KnockOutOptions {
  readonly milestones: readonly Milestone[];
  /** The folder of their programs. */
  readonly folder: string;
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const knockOutsSchema = z.record(z.string(), z.string());

/**
 * Runs every milestone on the solutions, and on them with one serious mutant of one module among them, one module after another, by
 * `grading/milestones/knock-outs.json`. A milestone that nothing stops shows nothing.
 *
 * @throws Error when a knock-out is no mistake of its module.
 */
export async function verifyMilestones(course: Course, options: KnockOutOptions): Promise<MilestonesResult> {
  const { milestones, onProgress } = options;
  const chosen = await readJson(join(course.root, "grading/milestones/knock-outs.json"), (json) =>
    knockOutsSchema.parse(json),
  );
  const ids = [...new Set(milestones.flatMap(({ modules }) => modules))];
  const solutions = Object.fromEntries(
    await Promise.all(ids.map(async (id) => [id, await requireModule(course, id).solutionFiles()] as const)),
  );
  const total = milestones.length * (1 + Object.keys(chosen).length);
  let done = 0;
  const pool = await openMilestonePool();
  try {
    const run = async (milestone: Milestone, modules: Readonly<Record<string, SubmittedFiles>>) => {
      const joined = Object.fromEntries(milestone.modules.map((id) => [id, modules[id] ?? {}]));
      const result = await runMilestone(milestone, joined, { ...options, pool, onProgress: undefined });
      onProgress?.(++done, total);
      return result;
    };
    const right: MilestoneResult[] = [];
    for (const milestone of milestones) right.push(await run(milestone, solutions));
    const knockOuts: KnockOut[] = [];
    for (const [module, id] of Object.entries(chosen)) {
      const mutant = await mutantOf(course, module, id);
      const stoppedBy: Record<string, string | null> = {};
      for (const milestone of milestones) {
        stoppedBy[milestone.id] = stopOf(await run(milestone, { ...solutions, [module]: mutant }));
      }
      knockOuts.push({ module, mistake: id, stoppedBy });
    }
    return { ok: isProof(right, knockOuts), solutions: right, knockOuts };
  } finally {
    await pool.close();
  }
}

async function mutantOf(course: Course, module: string, id: string): Promise<SubmittedFiles> {
  const { mistakes, solutionFiles } = requireModule(course, module);
  const mistake = (await mistakes()).find((each) => each.id === id);
  if (mistake === undefined) throw new Error(`knock-outs: ${module} must have the mistake that is named, got ${id}`);
  return applyMistake(await solutionFiles(), mistake);
}

function stopOf({ ok, checks, failure }: MilestoneResult): string | null {
  if (ok) return null;
  return failure === null ? (checks.find((check) => !check.ok)?.name ?? "nothing came back") : failure.kind;
}

function isProof(solutions: readonly MilestoneResult[], knockOuts: readonly KnockOut[]): boolean {
  const stops = ({ milestone }: MilestoneResult) => knockOuts.some(({ stoppedBy }) => stoppedBy[milestone] !== null);
  const isStopped = ({ stoppedBy }: KnockOut) => Object.values(stoppedBy).some((stop) => stop !== null);
  return solutions.every((result) => result.ok && stops(result)) && knockOuts.every(isStopped);
}
