import type { Report } from "@tinytorch/course";
import { type Course, requireModule } from "@tinytorch/course-files";
import { type AcceptedMutant, readAcceptedMutants } from "./accepted-mutants.ts";
import { failedAlways, type GradeAllOptions, gradeAll } from "./grade-all.ts";
import { listMutations, type Mutation } from "./list-mutations.ts";

/** A mutation that failed no test, or not with every seed. */
export interface SurvivingMutant extends Mutation {
  /** Why no test tells it from the solution, as `accepted-mutants.json` says; null when nothing is written. */
  readonly reason: string | null;
}

export interface MutationResult {
  readonly module: string;
  /** Whether every surviving mutant has a reason, and every reason a surviving mutant. */
  readonly ok: boolean;
  readonly seeds: number;
  readonly mutations: number;
  /** Failed a test with every seed; `timedOut` are those of them that had to be stopped. */
  readonly killed: number;
  readonly timedOut: number;
  readonly files: readonly FileScore[];
  readonly surviving: readonly SurvivingMutant[];
  /** Written reasons for what is killed, or for what no longer exists. */
  readonly staleReasons: readonly AcceptedMutant[];
}

export interface FileScore {
  readonly file: string;
  readonly mutations: number;
  readonly killed: number;
}

/**
 * Grades every small change that a machine can make to a module's solution: a change that no hidden test notices is a
 * hole in the suite, or `accepted-mutants.json` says why no test should notice it.
 * @throws Error when the solution itself does not score 100: its mutations would tell nothing.
 */
export async function mutateModule(course: Course, id: string, options: GradeAllOptions): Promise<MutationResult> {
  const module = requireModule(course, id);
  const { graders, seeds } = options;
  const solution = await module.solutionFiles();
  const own = await gradeAll(id, [{ name: "solution", files: solution }], { graders, seeds });
  const lowest = Math.min(...(own.get("solution") ?? []).map((report) => report.score));
  if (lowest !== 100) throw new Error(`mutations: ${id}'s solution must score 100, got ${lowest}`);

  const mutated = await listMutations(solution);
  const accepted = await readAcceptedMutants(module.hiddenFolder);
  const candidates = mutated.map(({ files }, index) => ({ name: `mutation ${index}`, files }));
  const reports = await gradeAll(id, candidates, options);
  const verdicts = mutated.map(({ mutation }, index) => {
    const graded = reports.get(`mutation ${index}`) ?? [];
    return { mutation, killed: failedAlways(graded).length > 0, timedOut: graded.some(ranTooLong) };
  });
  const killed = verdicts.filter((verdict) => verdict.killed);
  const surviving = verdicts
    .filter((verdict) => !verdict.killed)
    .map(({ mutation }) => ({
      ...mutation,
      reason: accepted.find((each) => isSame(each, mutation))?.reason ?? null,
    }));
  const staleReasons = accepted.filter((each) => !surviving.some((mutant) => isSame(each, mutant)));
  const files = Object.keys(solution).map((file) => ({
    file,
    mutations: verdicts.filter(({ mutation }) => mutation.file === file).length,
    killed: killed.filter(({ mutation }) => mutation.file === file).length,
  }));
  return {
    module: id,
    ok: staleReasons.length === 0 && surviving.every(({ reason }) => reason !== null),
    seeds: seeds.length,
    mutations: mutated.length,
    killed: killed.length,
    timedOut: killed.filter((verdict) => verdict.timedOut).length,
    files: files.filter(({ mutations }) => mutations > 0),
    surviving,
    staleReasons,
  };
}

function isSame(accepted: AcceptedMutant, { file, from, to }: Mutation): boolean {
  return accepted.file === file && accepted.from === from && accepted.to === to;
}

function ranTooLong(report: Report): boolean {
  return report.tests.some((test) => test.kind === "timeout");
}
