import type { Report } from "@tinytorch/course";
import type { Course } from "./course-files.ts";
import { failedAlways, type GradeAllOptions, gradeAll } from "./grade-all.ts";
import { listMutations, type Mutation } from "./list-mutations.ts";
import type { Survivor } from "./survivors.ts";

/** A mutation that failed no test, or not with every seed. */
export interface SurvivingMutation extends Mutation {
  /** Why no test tells it from the solution, as `survivors.json` says; null when nothing is written. */
  readonly reason: string | null;
}

export interface MutationResult {
  readonly module: string;
  /** Whether every survivor has a reason and every reason a survivor. */
  readonly ok: boolean;
  readonly seeds: number;
  readonly mutations: number;
  /** Failed a test with every seed; `timedOut` are those of them that had to be stopped. */
  readonly killed: number;
  readonly timedOut: number;
  readonly files: readonly FileScore[];
  readonly survivors: readonly SurvivingMutation[];
  /** Written reasons for what is killed, or for what no longer exists. */
  readonly staleReasons: readonly Survivor[];
}

export interface FileScore {
  readonly file: string;
  readonly mutations: number;
  readonly killed: number;
}

/**
 * Grades every small change that a machine can make to a module's solution: a change that no hidden test notices is a
 * hole in the suite, or `survivors.json` says why no test should notice it.
 * @throws Error when the solution itself does not score 100: its mutations would tell nothing.
 */
export async function mutateModule(course: Course, id: string, options: GradeAllOptions): Promise<MutationResult> {
  const module = course.module(id);
  if (module === undefined) throw new Error(`mutations: no module is called ${id}`);
  const solution = await module.solutionFiles();
  const mutated = await listMutations(solution);
  const written = await module.survivors();
  const contestants = mutated.map(({ files }, index) => ({ name: `mutation ${index}`, files }));
  const reports = await gradeAll(id, [{ name: "solution", files: solution }, ...contestants], options);
  const of = (name: string) => reports.get(name) ?? [];
  const lowest = Math.min(...of("solution").map((report) => report.score));
  if (lowest !== 100) throw new Error(`mutations: ${id}'s solution must score 100, got ${lowest}`);

  const verdicts = mutated.map(({ mutation }, index) => {
    const own = of(`mutation ${index}`);
    return { mutation, killed: failedAlways(own).length > 0, timedOut: own.some(ranTooLong) };
  });
  const killed = verdicts.filter((verdict) => verdict.killed);
  const survivors = verdicts
    .filter((verdict) => !verdict.killed)
    .map(({ mutation }) => ({
      ...mutation,
      reason: written.find((survivor) => isSame(survivor, mutation))?.reason ?? null,
    }));
  const staleReasons = written.filter((reason) => !survivors.some((survivor) => isSame(reason, survivor)));
  const files = Object.keys(solution).map((file) => ({
    file,
    mutations: verdicts.filter(({ mutation }) => mutation.file === file).length,
    killed: killed.filter(({ mutation }) => mutation.file === file).length,
  }));
  return {
    module: id,
    ok: staleReasons.length === 0 && survivors.every(({ reason }) => reason !== null),
    seeds: options.seeds.length,
    mutations: mutated.length,
    killed: killed.length,
    timedOut: killed.filter((verdict) => verdict.timedOut).length,
    files: files.filter(({ mutations }) => mutations > 0),
    survivors,
    staleReasons,
  };
}

function isSame(survivor: Survivor, { file, from, to }: Mutation): boolean {
  return survivor.file === file && survivor.from === from && survivor.to === to;
}

function ranTooLong(report: Report): boolean {
  return report.tests.some((test) => test.kind === "timeout");
}
