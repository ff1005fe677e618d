import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stripSolution } from "@tinytorch/course";
import { folderTexts } from "./folder-texts.ts";
import { hiddenFolder } from "./hidden-material.ts";
import { type LeakedLine, leakedLines } from "./leaked-lines.ts";

/** A module's `src/` held against what its solution makes of it. Paths are those inside `src/`. */
export interface StarterState {
  /** The files that the solution makes. */
  readonly wanted: ReadonlyMap<string, string>;
  readonly different: readonly string[];
  readonly missing: readonly string[];
  /** Files that the solution does not have. */
  readonly surplus: readonly string[];
  /** Lines that only the solution should have. */
  readonly leaked: readonly LeakedLine[];
}

/** Where a student's `src/` of a module lies. */
export function starterFolder(root: string, id: string): string {
  return join(root, "modules", id, "src");
}

/**
 * The starter that a module's solution makes, by path inside `src/`; empty when there is no solution.
 * @throws Error naming the file whose solution regions are not well formed.
 */
export async function makeStarter(root: string, id: string): Promise<ReadonlyMap<string, string>> {
  return stripped(await readSolution(root, id), id);
}

/**
 * Reads a module's starter and the solution that it is made from.
 * @throws Error naming the file whose solution regions are not well formed, or when there is no solution.
 */
export async function compareStarter(root: string, id: string): Promise<StarterState> {
  const solution = await readSolution(root, id);
  if (solution.size === 0) throw new Error(`${id} must have a solution, got none`);
  const wanted = stripped(solution, id);
  const present = new Map(Object.entries(await folderTexts(starterFolder(root, id))));
  return {
    wanted,
    different: [...wanted.keys()].filter((path) => present.has(path) && present.get(path) !== wanted.get(path)),
    missing: [...wanted.keys()].filter((path) => !present.has(path)),
    surplus: [...present.keys()].filter((path) => !wanted.has(path)),
    leaked: leakedLines(solution, present),
  };
}

/** Writes the files that differ or are missing; gives their absolute paths. */
export async function writeStarter(root: string, id: string, state: StarterState): Promise<readonly string[]> {
  const folder = starterFolder(root, id);
  const written = [];
  for (const [path, text] of state.wanted) {
    if (!state.different.includes(path) && !state.missing.includes(path)) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    written.push(join(folder, path));
  }
  return written;
}

async function readSolution(root: string, id: string): Promise<ReadonlyMap<string, string>> {
  return new Map(Object.entries(await folderTexts(join(hiddenFolder(root, id), "solution/src"))));
}

function stripped(solution: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, string> {
  return new Map([...solution].map(([path, text]) => [path, strip(path, text, id)]));
}

function strip(path: string, text: string, id: string): string {
  try {
    return stripSolution(text, id);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
