import type { BlindBatch, Report } from "@tinytorch/course";
import { type Course, proofKey, requireModule, writeProof } from "@tinytorch/course-files";
import { checkFrozenRubric } from "@tinytorch/grader";
import { failedAlways, failedTests, failuresAlways, type GradeAllOptions, gradeAll, shortId } from "./grade-all.ts";
import { listCandidates } from "./list-candidates.ts";
import { signaturesOf, staleIn, staleOf } from "./signatures.ts";

export interface MutantVerdict {
  readonly id: string;
  /** The lowest score over the seeds; null when it was held to some tests alone. */
  readonly score: number | null;
  /** Tests that failed with every seed, of those that it was held to. */
  readonly failed: readonly string[];
  /** Whether a test that names the idea failed with every seed. */
  readonly caught: boolean;
  /** Seeds with which no test that names the idea failed, ascending. */
  readonly missedAt: readonly number[];
}

export interface VerifyResult {
  readonly module: string;
  readonly ok: boolean;
  /** Whether each mutant was held to the tests that name its idea alone. */
  readonly quick: boolean;
  readonly seeds: number;
  readonly runs: number;
  readonly tests: number;
  readonly points: number;
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
  /** Those of the mutants that have the library do what the student is to build. */
  readonly shortcuts: { readonly caught: number; readonly of: number };
  /** As `suite.json` tells of them; nothing is graded for it. */
  readonly blindBatches: readonly BlindBatch[];
  /** Hidden tests that no mutant fails: they may be unable to fail. */
  readonly neverFailed: readonly string[];
  /** Mutants whose stored signature is another one, or is missing: `tito verify --write` stores them anew. */
  readonly staleSignatures: readonly string[];
  /** Whether nothing has changed since the signatures were stored that they depend on. */
  readonly proven: boolean;
  /** Candidates whose failed tests, or how they failed, depend on the seed. */
  readonly disagreements: readonly Disagreement[];
  /** How long it took, on a wall clock. */
  readonly seconds: number;
}

/** A candidate's tests whose ends depend on the seed. */
export interface Disagreement {
  readonly name: string;
  readonly tests: readonly string[];
}

export interface VerifyOptions extends GradeAllOptions {
  /**
   * Holds each mutant to the tests that name its idea alone. Which tests it fails besides is then taken from
   * `signatures.json`, which must be of the very same suites, mistakes and solution.
   */
  readonly quick?: boolean;
  /** Stores what the mutants look like, when all else holds. Not together with `quick`, which does not see it. */
  readonly write?: boolean;
}

/**
 * Grades what a hidden suite must tell apart: the solution, the starter, the library's package and every mutant, each
 * with every seed. The suite is sound when the solution has 100, the starter what it is allowed, every mutant fails a test
 * that names the idea, every test is failed by a mutant, no verdict depends on the seed, and what graders take a mistake to
 * look like is what it looks like.
 * @throws Error when the frozen rubric is not what the suites say.
 */
export async function verifyModule(course: Course, id: string, options: VerifyOptions): Promise<VerifyResult> {
  const { quick = false, write = false } = options;
  if (quick && write) throw new Error("verify: what is stored needs a whole proof, got a quick one");
  const begun = performance.now();
  const module = requireModule(course, id);
  await checkFrozenRubric(course.root, id);
  const { rubric, plan } = module;
  const mistakes = await module.mistakes();
  const candidates = await listCandidates(module, mistakes, quick);
  const reports = await gradeAll(id, candidates, options);
  const of = (name: string) => reports.get(name) ?? [];

  const verdicts = mistakes.map((mistake): MutantVerdict => {
    const failed = failedAlways(of(mistake.id));
    const caught = mistake.caughtBy.some((test) => failed.includes(test));
    const isMissed = (report: Report) => !failedTests(report).some((test) => mistake.caughtBy.includes(test));
    const missedAt = of(mistake.id)
      .filter(isMissed)
      .map(({ seed }) => seed)
      .toSorted((a, b) => a - b);
    return { id: mistake.id, score: quick ? null : lowest(of(mistake.id)), failed, caught, missedAt };
  });
  const looks = mistakes.map(({ id }) => ({ id, failures: failuresAlways(of(id)) }));
  const stored = await module.signatures();
  const failedBySome = new Set(verdicts.flatMap((verdict) => verdict.failed));
  if (quick) for (const { failed } of stored) for (const { test } of failed) failedBySome.add(test);
  const shortcuts = new Set(mistakes.filter(({ shortcut }) => shortcut).map((mistake) => mistake.id));
  const result = {
    module: id,
    quick,
    seeds: options.seeds.length,
    runs: candidates.length * options.seeds.length,
    tests: rubric.tests.length,
    points: rubric.tests.reduce((total, { points }) => total + points, 0),
    solution: lowest(of("solution")),
    starter: { score: highest(of("starter")), allowed: plan.starterScore },
    library: plan.library === undefined ? null : { name: plan.library, ...libraryVerdict(of(plan.library)) },
    mutants: verdicts,
    shortcuts: {
      caught: verdicts.filter(({ id, caught }) => caught && shortcuts.has(id)).length,
      of: shortcuts.size,
    },
    blindBatches: plan.blindBatches ?? [],
    neverFailed: rubric.tests.map((test) => test.id).filter((test) => !failedBySome.has(test)),
    disagreements: candidates
      .map(({ name }) => ({ name, tests: differing(of(name)) }))
      .filter(({ tests }) => tests.length > 0),
  };
  const isSound =
    result.solution === 100 &&
    result.starter.score <= result.starter.allowed &&
    (result.library?.failed.length ?? 0) === 0 &&
    verdicts.every((verdict) => verdict.caught) &&
    result.neverFailed.length === 0 &&
    result.disagreements.length === 0;
  const seconds = () => (performance.now() - begun) / 1000;
  if (write && isSound) {
    await writeProof(module.hiddenFolder, { key: await proofKey(course.root, id), signatures: signaturesOf(looks) });
    return { ...result, staleSignatures: [], proven: true, ok: true, seconds: seconds() };
  }
  const staleSignatures = quick ? staleIn(stored, looks, mistakes) : staleOf(stored, looks);
  const proven = await module.isProven();
  const ok = isSound && proven && staleSignatures.length === 0;
  return { ...result, staleSignatures, proven, ok, seconds: seconds() };
}

/** The tests that end in one way with one seed and in another with another. */
function differing(reports: readonly Report[]): string[] {
  const [first, ...others] = reports.map(({ tests }) => new Map(tests.map(({ id, kind }) => [id, kind])));
  return [...(first ?? [])]
    .filter(([id, kind]) => others.some((kinds) => kinds.get(id) !== kind))
    .map(([id]) => shortId(id));
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
