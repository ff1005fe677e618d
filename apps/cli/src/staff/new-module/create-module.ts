import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import type { Signatures } from "@tinytorch/course";
import { compareStarter, folderTexts, hiddenFolder, proofKey, writeProof, writeStarter } from "@tinytorch/course-files";
import { CliError } from "../../terminal/cli-error.ts";

/** The two halves of a module: what a student receives, and what a student never receives. */
const halves = ["modules", "grading"] as const;

/** Of a module's name: the service takes no longer one. */
const longestId = 64;

/** What the template's mistakes look like from outside: a test of the whole command holds them to what verify finds. */
const signatures: Signatures = ["scale.adds", "scale.in-place"].map((mutant) => ({
  mutant,
  failed: ["scale.own-list", "scale.values"].map((test) => ({ test, kind: "wrong" as const })),
}));

/**
 * Makes a module with one small export that is complete: it passes `tito check`. All is made in a folder beside, as a course
 * with one module, and moved when it is finished, so that nothing is ever left half made; a signal that ends the program
 * meanwhile leaves nothing.
 * @returns the paths of its files, relative to the course.
 * @throws CliError on a name that is not one, and on a number that is taken.
 */
export async function createModule(course: string, id: string): Promise<readonly string[]> {
  await requireFreeName(course, id);
  const beside = folderBeside(course);
  const placed: string[] = [];
  try {
    await writeTemplate(beside.path, id);
    await writeStarter(beside.path, id, await compareStarter(beside.path, id));
    await writeProof(hiddenFolder(beside.path, id), { key: await proofKey(beside.path, id), signatures });
    const files = Object.keys(await folderTexts(beside.path));
    // In one go: no signal comes between the two.
    for (const half of halves) {
      renameSync(join(beside.path, half, id), join(course, half, id));
      placed.push(join(course, half, id));
    }
    return files;
  } catch (error) {
    await Promise.all(placed.map((folder) => rm(folder, { recursive: true })));
    throw error;
  } finally {
    await beside.remove();
  }
}

/** A new folder in the course's. A signal that ends the program removes it first. @throws CliError where none can be made. */
function folderBeside(course: string): { readonly path: string; remove(): Promise<void> } {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let path: string | undefined;
  const end = (signal: NodeJS.Signals) => {
    if (path !== undefined) rmSync(path, { recursive: true, force: true });
    process.exit(128 + constants.signals[signal]);
  };
  const unwatch = () => {
    for (const signal of signals) process.off(signal, end);
  };
  // Watched for first: once the folder is there, no signal finds nobody.
  for (const signal of signals) process.on(signal, end);
  try {
    path = mkdtempSync(join(course, ".new-module-"));
  } catch (error) {
    unwatch();
    throw new CliError(
      2,
      `the course's folder must be writable, got ${error instanceof Error ? error.message : error}`,
    );
  }
  const made = path;
  return {
    path: made,
    async remove() {
      await rm(made, { recursive: true, force: true });
      unwatch();
    },
  };
}

/** Every file of the template, with `{{id}}` and its like replaced by what they stand for. */
async function writeTemplate(course: string, id: string): Promise<void> {
  const words = id.slice(3).replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const known: Readonly<Record<string, string>> = { id, number: id.slice(0, 2), words, title };
  for (const half of halves) {
    for (const [path, text] of Object.entries(await folderTexts(join(import.meta.dirname, "template", half)))) {
      const file = join(course, half, id, path.replace(/\.template$/, ""));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(
        file,
        text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => known[name] ?? all),
      );
    }
  }
}

async function requireFreeName(course: string, id: string): Promise<void> {
  if (!/^\d{2}-[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > longestId) {
    throw new CliError(
      2,
      `the module's name must look like 08-optimizers and have at most ${longestId} characters, got ${JSON.stringify(id)}`,
    );
  }
  for (const half of halves) {
    const taken = (await readdir(join(course, half))).find((name) => name.startsWith(id.slice(0, 3)));
    if (taken !== undefined) throw new CliError(2, `the number ${id.slice(0, 2)} must be free, got ${half}/${taken}`);
  }
}
