import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stripSolution } from "@tinytorch/course";
import { folderTexts } from "@tinytorch/course-files";
import { CliError } from "../../cli-error.ts";

/** The two halves of a module: what a student receives, and what a student never receives. */
const halves = [
  { template: "student", parent: "modules" },
  { template: "hidden", parent: "grading" },
] as const;

/**
 * Makes a module with one small export that is complete: it passes `tito check`. Both halves are written beside their places
 * and moved there when all is written, so that nothing is ever left half made.
 * @returns the paths written, relative to the course.
 * @throws CliError on a name that is not one, and on a number that is taken.
 */
export async function createModule(course: string, id: string): Promise<readonly string[]> {
  await requireFreeName(course, id);
  const words = wordsOf(id);
  const known = { id, number: id.slice(0, 2), words, title: words.charAt(0).toUpperCase() + words.slice(1) };
  const temporary: string[] = [];
  const placed: string[] = [];
  try {
    const made: { from: string; to: string; files: string[] }[] = [];
    for (const { template, parent } of halves) {
      const from = await mkdtemp(join(course, parent, ".new-"));
      temporary.push(from);
      const files = await filesOf(template, known);
      for (const [path, text] of files) {
        await mkdir(dirname(join(from, path)), { recursive: true });
        await writeFile(join(from, path), text);
      }
      made.push({ from, to: join(course, parent, id), files: [...files.keys()].map((path) => join(parent, id, path)) });
    }
    for (const { from, to } of made) {
      await rename(from, to);
      placed.push(to);
    }
    return made.flatMap(({ files }) => files);
  } catch (error) {
    for (const folder of placed) await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    for (const folder of temporary) await rm(folder, { recursive: true, force: true });
  }
}

/** The files of one half; a student's `src/` is what the starter generator makes of the solution. */
async function filesOf(half: string, known: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const files = await readTemplate(half, known);
  if (half !== "student") return files;
  for (const [path, text] of await readTemplate("hidden", known)) {
    const source = /^solution\/(src\/.+)$/.exec(path)?.[1];
    if (source !== undefined) files.set(source, stripSolution(text, known.id ?? ""));
  }
  return files;
}

async function readTemplate(half: string, known: Readonly<Record<string, string>>): Promise<Map<string, string>> {
  const texts = Object.entries(await folderTexts(join(import.meta.dirname, "template", half)));
  return new Map(
    texts.map(([path, text]) => [
      path.replace(/\.template$/, ""),
      text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => known[name] ?? ""),
    ]),
  );
}

async function requireFreeName(course: string, id: string): Promise<void> {
  if (!/^\d{2}-[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new CliError(2, `a module's name must look like 08-optimizers, got ${JSON.stringify(id)}`);
  }
  for (const { parent } of halves) {
    const taken = (await readdir(join(course, parent))).find((name) => name.startsWith(id.slice(0, 3)));
    if (taken !== undefined) throw new CliError(2, `the number ${id.slice(0, 2)} must be free, got ${parent}/${taken}`);
  }
}

function wordsOf(id: string): string {
  return id.slice(3).replaceAll("-", " ");
}
