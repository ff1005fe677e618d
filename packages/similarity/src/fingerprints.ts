import { WinnowFilter } from "@dodona/dolos-core";
import type { Tokens } from "./tokenizer.ts";

/** So many words in a row are compared at least: about three lines. */
export const wordsEach = 20;
/** Of so many overlapping rows in a row at least one is kept, so a passage of 29 words that two files share is always found. */
export const rowsEach = 10;

/** A row of words by its hash, where it stands in a submission. */
export interface Fingerprint {
  readonly hash: number;
  readonly path: string;
  /** Lines of the file, both included. */
  readonly from: number;
  readonly to: number;
}

const filter = new WinnowFilter(wordsEach, rowsEach);

/**
 * The fingerprints of a file, in order, by winnowing (Schleimer, Wilkerson, Aiken 2003). One that follows itself, as in a
 * list of numbers, is one.
 */
export function fingerprintsOf(path: string, { words, lines }: Tokens): readonly Fingerprint[] {
  const found: Fingerprint[] = [];
  for (const { hash, start, stop } of filter.fingerprints([...words])) {
    const [from, to] = [lines[start] ?? 1, lines[stop] ?? 1];
    const last = found.at(-1);
    if (last?.hash === hash) found[found.length - 1] = { ...last, to };
    else found.push({ hash, path, from, to });
  }
  return found;
}
