import { createHash } from "node:crypto";
import type { SubmittedFiles } from "@tinytorch/course";

/** SHA-256 (hex) of a submission: its paths and texts in path order, so that it names the content and nothing else. */
export function submissionHash(files: SubmittedFiles): string {
  const paths = Object.keys(files).sort();
  return createHash("sha256")
    .update(JSON.stringify(paths.map((path) => [path, files[path]])))
    .digest("hex");
}
