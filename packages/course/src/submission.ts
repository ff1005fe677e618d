import { limitsFor, submissionLimits } from "./limits.ts";
import type { ModuleManifest } from "./module-manifest.ts";

/** A student's files: path (`src/sgd.ts`) to source text. */
export type SubmittedFiles = Readonly<Record<string, string>>;

export interface SubmissionProblem {
  readonly path: string;
  readonly message: string;
}

const submittablePath = /^src\/([a-z0-9][a-z0-9-]*\/){0,2}[a-z0-9][a-z0-9-]*\.ts$/;

/** Names that are devices on Windows, with any ending. */
const reservedName = /\/(con|prn|aux|nul|com\d|lpt\d)[./]/;

/** Whether a file of this path may be handed in: TypeScript under `src/`, at most two folders deep, in lower-case words with hyphens. */
export function isSubmittablePath(path: string): boolean {
  return submittablePath.test(path) && !reservedName.test(path);
}

/**
 * What is wrong with a set of files for a module, one sentence each; an empty list means it can be graded. A missing file, a
 * path that no file of a submission may have, too many files, and a size over the limits (bytes of UTF-8) are problems. Beside
 * the files that the manifest lists there may be helper files of the student's own.
 */
export function checkSubmission(manifest: ModuleManifest, files: SubmittedFiles): readonly SubmissionProblem[] {
  const { fileBytes } = limitsFor(manifest.limits);
  const problems: SubmissionProblem[] = [];
  const refuse = (path: string, rule: string) => problems.push({ path, message: `submission: ${rule}` });
  let total = 0;
  for (const [path, text] of Object.entries(files)) {
    if (!isSubmittablePath(path)) {
      const name = JSON.stringify(path);
      refuse(path, `only files like src/sgd.ts and src/helpers/two-words.ts may be handed in, got ${name}`);
      continue;
    }
    const bytes = new TextEncoder().encode(text).length;
    total += bytes;
    if (bytes > fileBytes) refuse(path, `a file may have ${fileBytes} bytes, got ${bytes} in ${path}`);
    if (text.includes("\0")) refuse(path, `files must be text, got a NUL in ${path}`);
  }
  const count = Object.keys(files).length;
  if (count > submissionLimits.files) refuse("src", `there may be ${submissionLimits.files} files, got ${count}`);
  if (total > submissionLimits.bytes) {
    refuse("src", `all files together may have ${submissionLimits.bytes} bytes, got ${total}`);
  }
  for (const path of manifest.submittedFiles) {
    if (!Object.hasOwn(files, path)) refuse(path, `${path} is required, got no such file`);
  }
  return problems;
}
