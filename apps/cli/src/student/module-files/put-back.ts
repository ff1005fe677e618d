import { cp, lstat, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SubmittedFiles } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { writeWhole } from "../../terminal/write-whole.ts";
import { display } from "../course/course-folder.ts";

/** A module's `src/` beside its starter. */
export interface StarterChanges {
  /** The starter's files that are otherwise there, or not at all. */
  readonly changed: readonly string[];
  /** TypeScript that the starter has not. */
  readonly own: readonly string[];
}

/** @param starter by path inside the module's folder. */
export async function compareWithStarter(folder: string, starter: SubmittedFiles): Promise<StarterChanges> {
  const { folderTexts } = await import("@tinytorch/course-files");
  const texts = await folderTexts(join(folder, "src"), (path) => path.endsWith(".ts"));
  const there = new Map(Object.entries(texts).map(([path, text]) => [`src/${path}`, text]));
  return {
    changed: Object.keys(starter).filter((path) => there.get(path) !== starter[path]),
    own: [...there.keys()].filter((path) => !Object.hasOwn(starter, path)),
  };
}

/**
 * Puts a starter's files back, each whole or not at all, once all that they replace is kept.
 * @returns the folder in which it is kept: `.tito/backups/08-optimizers-2026-11-29T22-14-05`, in universal time; null when nothing was there.
 * @throws CliError when something cannot be kept or written.
 */
export async function putBack(
  course: string,
  id: string,
  folder: string,
  starter: SubmittedFiles,
  paths: readonly string[],
): Promise<string | null> {
  try {
    const there = await Promise.all(paths.map((path) => isThere(join(folder, path))));
    const kept = paths.filter((_, index) => there[index]);
    const backup = kept.length === 0 ? null : await keep(course, id, folder, kept);
    for (const path of paths) {
      // A folder in a file's place is kept above, and would be in the way.
      if ((await lstat(join(folder, path)).catch(() => null))?.isDirectory()) {
        await rm(join(folder, path), { recursive: true });
      }
      await writeWhole(join(folder, path), starter[path] ?? "");
    }
    return backup;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new CliError(2, `${display(folder)} and a backup beside it must be writable, got ${code}`);
  }
}

/** Copies files to a new folder of the course's. */
async function keep(course: string, id: string, folder: string, paths: readonly string[]): Promise<string> {
  const backup = await newFolder(join(course, ".tito/backups", `${id}-${timeInName(new Date())}`));
  for (const path of paths) await cp(join(folder, path), join(backup, path), { recursive: true });
  return backup;
}

/** `2026-11-29T22-14-05`: what a folder may be called on any system. */
function timeInName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(":", "-");
}

/** A folder that was not there before: one made in the same second gets a number. */
async function newFolder(wanted: string): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true });
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}
