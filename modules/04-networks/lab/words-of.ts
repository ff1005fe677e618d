/** Why something is not there yet, in a few words. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^TODO\([^)]*\): /, "not written yet: ");
}
