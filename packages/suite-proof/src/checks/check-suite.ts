import { InfrastructureError } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import { unstableMutant } from "../unstable-mutant.ts";
import { type VerifyOptions, type VerifyResult, verifyModule } from "../verify-module.ts";
import { type CheckResult, checkResult, failureSentence } from "./module-check.ts";

const name = "suite";

/**
 * Whether a module's hidden suite tells right from wrong, as `verifyModule` finds it: the one check that needs graders.
 * @throws InfrastructureError when a grader broke, which says nothing about the module
 */
export async function checkSuite(root: string, id: string, options: VerifyOptions): Promise<CheckResult> {
  try {
    return viewVerdict(await verifyModule(await openCourse(root), id, options));
  } catch (error) {
    if (error instanceof InfrastructureError) throw error;
    return checkResult(name, "", [failureSentence(error)]);
  }
}

function viewVerdict(verdict: VerifyResult): CheckResult {
  const { solution, starter, library, mutants, neverFailed, staleSignatures, disagreements, proven } = verdict;
  const write = `tito verify ${verdict.module} --write`;
  const surviving = mutants.filter(({ caught }) => !caught);
  const unstable = new Map(surviving.map((mutant) => [mutant.id, unstableMutant(mutant, verdict.seeds)]));
  const missed = surviving.map(({ id }) => id).filter((id) => unstable.get(id) === null);
  const list = (ids: readonly string[], words: string) => (ids.length === 0 ? [] : [`${words}: ${ids.join(", ")}`]);
  const problems = [
    ...(solution === 100 ? [] : [`the solution must score 100, got ${solution}`]),
    ...(starter.score <= starter.allowed ? [] : [`the starter may score ${starter.allowed}, got ${starter.score}`]),
    ...list(library?.failed ?? [], `${library?.name} fails`),
    ...list(missed, "mistakes that no test naming the idea catches"),
    ...[...unstable].filter(([, words]) => words !== null).map(([id, words]) => `the mistake ${id} is ${words}`),
    ...list(neverFailed, "hidden tests that no mistake fails"),
    ...list(staleSignatures, `mistakes that look other than stored (${write} stores them anew)`),
    ...(proven
      ? []
      : [`suites, mistakes, solution or manifest have changed since the proof was stored: ${write} stores it anew`]),
    ...list(
      disagreements
        .filter(({ name }) => (unstable.get(name) ?? null) === null)
        .map(({ name, tests }) => `${name} (${tests.join(", ")})`),
      "verdicts that depend on the seed",
    ),
  ];
  // A rule that verify has and this list does not must not go unseen.
  if (!verdict.ok && problems.length === 0) problems.push(`tito verify ${verdict.module} refuses it`);
  return checkResult(name, `the hidden suite tells right from wrong in ${verdict.runs} runs`, problems);
}
