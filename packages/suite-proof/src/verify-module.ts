import { applyMutant, type Report, type Signatures } from "@tinytorch/course";
import { type Course, requireModule } from "@tinytorch/course-files";
import { type Candidate, failedAlways, failedTests, type GradeAllOptions, gradeAll, shortId } from "./grade-all.ts";

export interface MutantVerdict {
  readonly id: string;
  /** The lowest score over the seeds. */
  readonly score: number;
  /** Tests that failed with every seed. */
  readonly failed: readonly string[];
  /** Whether a test that names the idea failed with every seed. */
  readonly caught: boolean;
}

export interface VerifyResult {
  readonly module: string;
  readonly ok: boolean;
  readonly seeds: number;
  readonly runs: number;
  readonly tests: number;
  /** The lowest score of the solution over the seeds. */
  readonly solution: number;
  readonly starter: { readonly score: number; readonly allowed: number };
  /** Tests that the library's own package fails although it exports what they ask for; null when there is no package. */
  readonly library: {
    readonly name: string;
    readonly passed: number;
    readonly failed: readonly string[];
  } | null;
  readonly mutants: readonly MutantVerdict[];
  /** Hidden tests that no mutant fails: they may be unable to fail. */
  readonly neverFailed: readonly string[];
  /** What each mutant looks like from outside, as measured now. */
  readonly signatures: Signatures;
  /** Mutants whose stored signature is another one, or is missing: `tito verify --write` stores them anew. */
  readonly staleSignatures: readonly string[];
  /** Candidates whose failed tests depend on the seed. */
  readonly disagreements: readonly string[];
}

/**
 * Grades what a hidden suite must tell apart: the solution, the starter, the library's package and every mutant, each
 * with every seed. The suite is sound when the solution has 100, the starter what its rubric allows, every mutant fails
 * a test that names the idea, every test is failed by a mutant, no verdict depends on the seed, and what graders take a
 * mistake to look like is what it looks like.
 */
export async function verifyModule(course: Course, id: string, options: GradeAllOptions): Promise<VerifyResult> {
  const module = requireModule(course, id);
  const { rubric, manifest } = module;
  const solution = await module.solutionFiles();
  const mutants = await module.mutants();
  const candidates: Candidate[] = [
    { name: "solution", files: solution },
    { name: "starter", files: await module.starterFiles() },
    ...mutants.map((mutant) => ({ name: mutant.id, files: applyMutant(solution, mutant) })),
  ];
  const { library } = rubric;
  if (library !== undefined) {
    const files = Object.fromEntries(manifest.submittedFiles.map((path) => [path, ""]));
    files[manifest.entry] = `export * from "${library}";\n`;
    candidates.push({ name: library, files, extraImports: [library] });
  }
  const reports = await gradeAll(id, candidates, options);
  const of = (name: string) => reports.get(name) ?? [];

  const verdicts = mutants.map((mutant): MutantVerdict => {
    const failed = failedAlways(of(mutant.id));
    const caught = mutant.caughtBy.some((test) => failed.includes(test));
    return { id: mutant.id, score: lowest(of(mutant.id)), failed, caught };
  });
  const signatures = verdicts
    .filter(({ failed }) => failed.length > 0)
    .map(({ id, failed }) => ({ mutant: id, failed: [...failed].sort() }));
  const stored = new Map((await module.signatures()).map((each) => [each.mutant, each.failed.join()]));
  const failedBySome = new Set(verdicts.flatMap((verdict) => verdict.failed));
  const result = {
    module: id,
    seeds: options.seeds.length,
    runs: candidates.length * options.seeds.length,
    tests: rubric.tests.length,
    solution: lowest(of("solution")),
    starter: { score: highest(of("starter")), allowed: rubric.starterScore },
    library: library === undefined ? null : { name: library, ...libraryVerdict(of(library)) },
    mutants: verdicts,
    neverFailed: rubric.tests.map((test) => test.id).filter((test) => !failedBySome.has(test)),
    signatures,
    staleSignatures: signatures
      .filter(({ mutant, failed }) => stored.get(mutant) !== failed.join())
      .map(({ mutant }) => mutant),
    disagreements: candidates.map(({ name }) => name).filter((name) => !agree(of(name))),
  };
  const ok =
    result.solution === 100 &&
    result.starter.score <= result.starter.allowed &&
    (result.library?.failed.length ?? 0) === 0 &&
    verdicts.every((verdict) => verdict.caught && verdict.score < 100) &&
    result.neverFailed.length === 0 &&
    result.staleSignatures.length === 0 &&
    result.disagreements.length === 0;
  return { ...result, ok };
}

function agree(reports: readonly Report[]): boolean {
  return new Set(reports.map((report) => failedTests(report).join())).size <= 1;
}

function libraryVerdict(reports: readonly Report[]): { passed: number; failed: string[] } {
  const [report] = reports;
  const asked = report?.tests.filter((test) => !/does not export/.test(test.output)) ?? [];
  const failed = failedAlways(reports).filter((id) => asked.some((test) => shortId(test.id) === id));
  return { passed: asked.length - failed.length, failed };
}

function lowest(reports: readonly Report[]): number {
  return Math.min(...reports.map((report) => report.score));
}

function highest(reports: readonly Report[]): number {
  return Math.max(...reports.map((report) => report.score));
}
