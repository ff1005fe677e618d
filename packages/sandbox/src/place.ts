/** A place in one of the submission's files, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A file of a submission, and not one of a package that ends in the same words. */
const places =
  /(?<![\w@./-])(src\/(?:[a-z0-9][a-z0-9-]*\/){0,2}[a-z0-9][a-z0-9-]*\.ts):([1-9]\d{0,6})(?!\d)(?::([1-9]\d{0,6}))?/g;

/** All places in the submission's files that a stack names, the innermost first. The text may be the submission's own. */
export function placesIn(stack: string, files: ReadonlySet<string>): readonly Place[] {
  // The lines before the first call are the error's message.
  const calls = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return [...calls.join("\n").matchAll(places)].flatMap(([, file = "", line, column = "1"]) =>
    files.has(file) ? [{ file, line: Number(line), column: Number(column) }] : [],
  );
}

export function firstPlace(
  stack: string,
  files: ReadonlySet<string>,
): { readonly file: string; readonly line: number } | null {
  const [first] = placesIn(stack, files);
  return first === undefined ? null : { file: first.file, line: first.line };
}
