export interface KnownMistake {
  readonly failed: readonly string[];
  readonly diagnosis: string;
}

/** More mistakes than this that look alike say too little to be told. */
const mostAlike = 2;

/**
 * What the failed tests of a run look like, in words, or null: the diagnosis of the mutants that fail the very same
 * tests.
 */
export function diagnose(failed: readonly string[], mistakes: readonly KnownMistake[]): string | null {
  const seen = fingerprint(failed);
  const alike = mistakes.filter((mistake) => fingerprint(mistake.failed) === seen);
  if (failed.length === 0 || alike.length === 0 || alike.length > mostAlike) return null;
  return [...new Set(alike.map((mistake) => mistake.diagnosis))].join(", or ");
}

function fingerprint(ids: readonly string[]): string {
  return [...ids].sort().join();
}
