import type { FailedTest, Report, SubmittedFiles } from "@tinytorch/course";
import type { Grader } from "@tinytorch/grader";

/** Something to be graded, under a name of its own. */
export interface Candidate {
  readonly name: string;
  readonly files: SubmittedFiles;
  readonly extraImports?: readonly string[];
  /** The hidden tests to hold it to; all by default. */
  readonly tests?: readonly string[];
}

export interface GradeAllOptions {
  /** They share the work. */
  readonly graders: readonly Grader[];
  /** Every candidate runs once with each. */
  readonly seeds: readonly number[];
  readonly onProgress?: (progress: GradeAllProgress) => void;
}

export interface GradeAllProgress {
  readonly done: number;
  readonly total: number;
}

/** Every candidate with every seed, shared out among the graders: the reports by the candidates' names. */
export async function gradeAll(
  moduleId: string,
  candidates: readonly Candidate[],
  { graders, seeds, onProgress }: GradeAllOptions,
): Promise<ReadonlyMap<string, readonly Report[]>> {
  const waiting = candidates.flatMap((candidate) => seeds.map((seed) => ({ candidate, seed })));
  const total = waiting.length;
  const reports = new Map<string, Report[]>(candidates.map(({ name }) => [name, []]));
  let done = 0;
  async function work(grader: Grader): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, ...candidate } = next.candidate;
      const report = await grader.grade({ moduleId, seed: next.seed, diagnose: false, ...candidate });
      reports.get(name)?.push(report);
      done++;
      onProgress?.({ done, total });
    }
  }
  await Promise.all(graders.map(work));
  return reports;
}

/** The failed tests of a report, without the module: `sgd.momentum`. */
export function failedTests(report: Report): string[] {
  return report.tests.filter((test) => test.status === "failed").map((test) => shortId(test.id));
}

/** Tests that failed in every one of the reports. */
export function failedAlways(reports: readonly Report[]): string[] {
  const [first, ...others] = reports.map(failedTests);
  return (first ?? []).filter((id) => others.every((failed) => failed.includes(id)));
}

/** The same with how each failed: as it did in the first report. */
export function failuresAlways(reports: readonly Report[]): FailedTest[] {
  const always = failedAlways(reports);
  const tests = reports[0]?.tests ?? [];
  return tests.flatMap(({ id, kind }) =>
    kind !== null && always.includes(shortId(id)) ? [{ test: shortId(id), kind }] : [],
  );
}

/** `sgd.momentum` for `08-optimizers/sgd.momentum`. */
export function shortId(id: string): string {
  return id.split("/")[1] ?? id;
}
