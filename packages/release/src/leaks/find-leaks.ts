import type { Secret } from "./course-secrets.ts";
import { longNumbers, normalForm } from "./normal-form.ts";
import { Parts } from "./parts.ts";
import { releasedTexts } from "./released-texts.ts";

/** A file that holds what no student may receive. */
export interface Leak {
  /** By path in the folder; inside of a packed file by its path there, after the packed file's. */
  readonly file: string;
  readonly module: string;
  /** As what follows "holds". */
  readonly what: string;
}

/** From this length on a line is looked for in the middle of others: a shorter one is an idiom of the language in any minified file. */
const partLength = 24;

/**
 * Holds each byte of a folder, packed files unpacked, against secrets: a line that stands there as a line of its own, a longer one
 * wherever it stands, and numbers.
 */
export async function findLeaks(folder: string, secrets: readonly Secret[]): Promise<readonly Leak[]> {
  const lines = secrets.filter(({ kind }) => kind === "line");
  const byForm = Map.groupBy(lines, ({ form }) => form);
  const parts = new Parts(lines, partLength);
  const byNumber = Map.groupBy(
    secrets.filter(({ kind }) => kind === "number"),
    ({ form }) => form,
  );
  return [...(await releasedTexts(folder))].flatMap(([file, text]) => {
    const found = new Set(longNumbers(text).flatMap((number) => byNumber.get(number) ?? []));
    for (const line of text.split(/\n|\\n/)) {
      for (const secret of byForm.get(normalForm(line)) ?? []) found.add(secret);
    }
    for (const secret of parts.of(normalForm(text))) found.add(secret);
    return [...found].map(({ module, what }) => ({ file, module, what }));
  });
}
