import { limitsFor } from "./limits.ts";
import type { ModuleManifest } from "./module-manifest.ts";

/** A student's files: path as the manifest lists it (`src/sgd.ts`) to source text. */
export type SubmittedFiles = Readonly<Record<string, string>>;

export interface SubmissionProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * What is wrong with a set of files for a module, one sentence each; an empty list means it can be graded.
 * A path the manifest does not list, a missing file, and a file over the size limit (bytes of UTF-8) are problems.
 */
export function checkSubmission(manifest: ModuleManifest, files: SubmittedFiles): readonly SubmissionProblem[] {
  const limits = limitsFor(manifest.limits);
  const problems: SubmissionProblem[] = [];
  const listed = new Set(manifest.submittedFiles);
  for (const [path, text] of Object.entries(files)) {
    if (!listed.has(path)) {
      problems.push({
        path,
        message: `submission: only ${[...listed].join(", ")} may be handed in, got ${JSON.stringify(path)}`,
      });
      continue;
    }
    const bytes = new TextEncoder().encode(text).length;
    if (bytes > limits.fileBytes) {
      problems.push({
        path,
        message: `submission: a file may have ${limits.fileBytes} bytes, got ${bytes} in ${path}`,
      });
    }
    if (text.includes("\0")) problems.push({ path, message: `submission: files must be text, got a NUL in ${path}` });
  }
  for (const path of manifest.submittedFiles) {
    if (!Object.hasOwn(files, path)) {
      problems.push({ path, message: `submission: ${path} is required, got no such file` });
    }
  }
  return problems;
}
