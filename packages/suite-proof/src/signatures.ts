import type { FailedTest, Mistake, Signatures } from "@tinytorch/course";

/** The tests that a mutant failed, and how. */
export interface Failures {
  readonly id: string;
  readonly failures: readonly FailedTest[];
}

/** What each mutant looks like from outside. */
export function signaturesOf(verdicts: readonly Failures[]): Signatures {
  return verdicts
    .filter(({ failures }) => failures.length > 0)
    .map(({ id, failures }) => ({
      mutant: id,
      failed: failures.map(({ test, kind }) => ({ test, kind })).toSorted((a, b) => (a.test < b.test ? -1 : 1)),
    }));
}

/** Mutants that look otherwise than is stored, or are not stored; and what is stored of none, or twice of one. */
export function staleOf(stored: Signatures, verdicts: readonly Failures[]): string[] {
  const before = new Map(stored.map(({ mutant, failed }) => [mutant, inWords(failed)]));
  const found = signaturesOf(verdicts);
  const changed = found.filter(({ mutant, failed }) => before.get(mutant) !== inWords(failed));
  const names = stored.map(({ mutant }) => mutant);
  const stray = names.filter(
    (name, index) => names.indexOf(name) !== index || !found.some(({ mutant }) => mutant === name),
  );
  return [...new Set([...changed.map(({ mutant }) => mutant), ...stray])];
}

function inWords(failed: readonly FailedTest[]): string {
  return failed.map(({ test, kind }) => `${test} ${kind}`).join();
}

/** The same of the tests alone that each mutant was held to. */
export function staleIn(stored: Signatures, verdicts: readonly Failures[], mistakes: readonly Mistake[]): string[] {
  const asked = new Map(mistakes.map(({ id, caughtBy }) => [id, caughtBy]));
  const seen = stored.map(({ mutant, failed }) => ({
    mutant,
    failed: failed.filter(({ test }) => asked.get(mutant)?.includes(test)),
  }));
  return staleOf(seen, verdicts);
}
