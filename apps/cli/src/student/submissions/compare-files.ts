import type { SubmittedFiles } from "@tinytorch/course";
import { structuredPatch } from "diff";

/** A piece of a file that is otherwise in another: lines with ` `, `-` (one's own) or `+` (the other's) before them. */
export interface Hunk {
  /** Where it begins in one's own file, and in the other. */
  readonly ownLine: number;
  readonly otherLine: number;
  readonly lines: readonly string[];
}

/** A file of one's own beside the same of another's. `own` and `other`: it is there alone. */
export interface ComparedFile {
  readonly path: string;
  readonly state: "same" | "different" | "own" | "other";
  readonly hunks: readonly Hunk[];
}

/** Compares files by path, in order, line by line; how a line ends makes no difference. */
export function compareFiles(own: SubmittedFiles, other: SubmittedFiles): readonly ComparedFile[] {
  const paths = [...new Set([...Object.keys(own), ...Object.keys(other)])].sort();
  return paths.map((path) => {
    const [mine, theirs] = [own[path], other[path]];
    if (theirs === undefined) return { path, state: "own", hunks: [] };
    const { hunks } = structuredPatch(path, path, mine ?? "", theirs, "", "", { context: 3, stripTrailingCr: true });
    const told = hunks.map(({ oldStart, newStart, lines }) => ({ ownLine: oldStart, otherLine: newStart, lines }));
    return { path, state: mine === undefined ? "other" : told.length === 0 ? "same" : "different", hunks: told };
  });
}
