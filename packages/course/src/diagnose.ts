import type { FailureKind } from "./failure-kind.ts";
import type { FailedTest } from "./proof.ts";

/** A mistake that is listed, and what its mutant looked like when the suite was proven. */
export interface KnownMistake {
  readonly mutant: string;
  readonly failed: readonly FailedTest[];
  /** What is said of code that makes it. */
  readonly diagnosis: string;
}

/** Mistakes that are tried at most, the most alike first. Where more fail the very same tests they are not told apart. */
const mostSuspects = 12;

/** More mistakes than this that nothing tells apart say too little to be told. */
const mostNamed = 3;

/** How a test fails that was answered: another kind says that there was nothing to compare. */
const answered: readonly FailureKind[] = ["wrong", "threw"];

/**
 * Mistakes whose mutants fail the very same tests in the very same way, or all but one of them: with some seeds a test may
 * catch a mutant that it misses with others. That alone is no diagnosis: what they answer must be the same too. None
 * when a test failed for want of an answer: by a TODO, on load, at a limit.
 */
export function suspects(failed: readonly FailedTest[], known: readonly KnownMistake[]): readonly KnownMistake[] {
  if (failed.some(({ kind }) => !answered.includes(kind))) return [];
  const seen = new Set(failed.map(fingerprint));
  const within = known.filter((mistake) => isWithin(mistake.failed, seen));
  const same = within.filter((mistake) => mistake.failed.length === seen.size);
  const nearly = within.filter((mistake) => mistake.failed.length === seen.size - 1);
  return same.length > mostSuspects ? [] : [...same, ...nearly].slice(0, mostSuspects);
}

function isWithin(failed: readonly FailedTest[], seen: ReadonlySet<string>): boolean {
  return failed.length > 0 && failed.every((each) => seen.has(fingerprint(each)));
}

function fingerprint({ test, kind }: FailedTest): string {
  return `${test} ${kind}`;
}

/** What is said when these mistakes alone answer as the submission did: one, or each that it may be; null for none. */
export function diagnosisOf(mistakes: readonly KnownMistake[]): string | null {
  const words = [...new Set(mistakes.map(({ diagnosis }) => diagnosis))];
  return words.length === 0 || words.length > mostNamed ? null : words.join(", or possibly ");
}
