import { join } from "node:path";
import {
  isSubmittablePath,
  limitsFor,
  type ModuleManifest,
  type SubmissionProblem,
  type SubmittedFiles,
  submissionLimits,
} from "@tinytorch/course";
import { kindOf, ownEntries } from "./own-entries.ts";
import { readBounded } from "./read-bounded.ts";

/** What lies in a folder to be handed in. */
export interface FoundSubmission {
  /** What could be read; a missing file is left for `checkSubmission` to name. */
  readonly files: SubmittedFiles;
  /** What is there and may not be: a link, a pipe, a device, a file that is too large, too much of anything. */
  readonly problems: readonly SubmissionProblem[];
  /** TypeScript under `src/` that stays where it is, for no file of a submission may be called so. */
  readonly left: readonly string[];
}

/** Entries under `src/` that are looked at, whatever they are: a folder with more is not a module's. */
const mostEntries = 1_000;

/** Folders inside one another: one more than may hold files, so that what lies too deep is named. */
const levels = 4;

/**
 * The TypeScript files of a folder's `src/`: those that a module's manifest lists, and helper files beside them. Only what lies
 * there itself is read: nothing is followed, waited for or read past the limit on its size.
 * @throws when a file or folder cannot be read
 */
export async function readSubmission(folder: string, manifest: ModuleManifest): Promise<FoundSubmission> {
  const { fileBytes } = limitsFor(manifest.limits);
  const files: Record<string, string> = {};
  const problems: SubmissionProblem[] = [];
  const refuse = (path: string, rule: string) => problems.push({ path, message: `submission: ${rule}` });

  const paths: string[] = [];
  const source = await kindOf(join(folder, "src"));
  if (source !== null && source !== "a folder") refuse("src", `src must be a folder, got ${source}`);
  let entries = 0;
  for await (const { path, kind } of source === "a folder" ? ownEntries(folder, "src", levels) : []) {
    if (path.endsWith(".ts")) {
      if (kind === "a file") paths.push(path);
      else refuse(path, `${path} must be a file, got ${kind}`);
    } else if (kind === "a link" && !/\.[^/]*$/.test(path)) {
      // What has no ending is meant for a folder of helper files.
      refuse(path, `${path} must be a folder, got ${kind}`);
    }
    if (++entries <= mostEntries) continue;
    refuse("src", `src may hold ${mostEntries} files and folders, got more`);
    return { files, problems, left: [] };
  }

  const wanted = paths.filter(isSubmittablePath).sort();
  if (wanted.length > submissionLimits.files) {
    refuse("src", `there may be ${submissionLimits.files} files, got ${wanted.length}`);
  }
  for (const path of wanted.slice(0, submissionLimits.files)) {
    const text = await readBounded(join(folder, path), fileBytes);
    if (typeof text === "string") files[path] = text;
    else refuse(path, `a file may have ${fileBytes} bytes, got ${text.bytes} in ${path}`);
  }
  return { files, problems, left: paths.filter((path) => !isSubmittablePath(path)).sort() };
}
