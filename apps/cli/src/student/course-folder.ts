import { readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { Option } from "@commander-js/extra-typings";
import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { CliError } from "../terminal/cli-error.ts";
import { oneLine } from "../terminal/explain-error.ts";

/** The repository this command line is part of. */
export const repository = resolve(import.meta.dirname, "../../../..");

/** For commands that work on a course other than this repository's. */
export const courseOption = () =>
  new Option("--course <dir>", "the folder that holds modules/ and grading/")
    .argParser((folder: string) => resolve(folder))
    .default(repository, "this repository");

/** A student's side of a module: what a checkout has whether or not the hidden material is in it. */
export interface ModuleFolder {
  readonly manifest: ModuleManifest;
  readonly folder: string;
}

/**
 * The module that a person means by `08-optimizers`, `08` or `8`.
 * @throws CliError naming the modules there are.
 */
export async function findModule(course: string, name: string): Promise<ModuleFolder> {
  const id = namedIn(await moduleIds(course), name);
  const folder = join(course, "modules", id);
  const [{ moduleManifestSchema }, { readJson }] = await Promise.all([
    import("@tinytorch/course"),
    import("@tinytorch/course-files"),
  ]);
  try {
    const manifest = await readJson(join(folder, "module.json"), (json) => moduleManifestSchema.parse(json));
    return { manifest, folder };
  } catch (error) {
    throw new CliError(3, `${display(folder)}/module.json must describe the module, got ${await oneLine(error)}`);
  }
}

function namedIn(ids: readonly string[], name: string): string {
  const number = /^\d{1,2}$/.test(name) ? `${name.padStart(2, "0")}-` : null;
  const id = ids.find((each) => each === name || (number !== null && each.startsWith(number)));
  if (id !== undefined) return id;
  throw new CliError(2, `the module must be one of ${ids.join(", ")}, got ${JSON.stringify(name)}`);
}

/** Ids in course order; a file is no module, whatever its name. */
async function moduleIds(course: string): Promise<readonly string[]> {
  const names = await readdir(join(course, "modules")).catch(() => {
    throw new CliError(2, `the course must have a modules folder, got none in ${display(course)}`);
  });
  const ids = names.filter((name) => /^\d{2}-/.test(name)).sort();
  const isFile = await Promise.all(
    ids.map(async (id) => (await stat(join(course, "modules", id)).catch(() => undefined))?.isFile()),
  );
  return ids.filter((_, index) => isFile[index] !== true);
}

/** The ids of the modules that a person names, broken ones too; of every module when none is named. */
export async function namedModules(course: string, names: readonly string[]): Promise<readonly string[]> {
  const ids = await moduleIds(course);
  return names.length === 0 ? ids : names.map((name) => namedIn(ids, name));
}

/** What lies in a folder for a module, and a sentence for each reason why it could not be graded. */
export interface Work {
  readonly files: SubmittedFiles;
  readonly problems: readonly string[];
  /** TypeScript that is not handed in, for no file of a submission may be called so. */
  readonly left: readonly string[];
}

/**
 * The files that a folder has for a module: those that its manifest lists, and helper files beside them.
 * @throws CliError when the folder itself cannot be read.
 */
export async function readWork(folder: string, manifest: ModuleManifest): Promise<Work> {
  const kind = await stat(folder).catch(() => null);
  if (kind === null) throw new CliError(2, `the folder must exist, got ${display(folder)}`);
  if (!kind.isDirectory()) throw new CliError(2, `it must be a folder, got the file ${display(folder)}`);
  const [{ readSubmission }, { checkSubmission }] = await Promise.all([
    import("@tinytorch/course-files"),
    import("@tinytorch/course"),
  ]);
  const { files, problems, left } = await readSubmission(folder, manifest).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(2, `every file of ${display(folder)} must be readable, got ${error.message}`);
  });
  // A file that is there and may not be handed in is not also said to be missing.
  const told = new Set(problems.map(({ path }) => path));
  const more = told.has("src") ? [] : checkSubmission(manifest, files).filter(({ path }) => !told.has(path));
  return { files, problems: [...problems, ...more].map(({ message }) => message), left };
}

/** What to say of files that are not handed in; nothing when there are none. */
export function viewLeft(left: readonly string[]): readonly string[] {
  if (left.length === 0) return [];
  const [are, their] = left.length === 1 ? ["is", "its"] : ["are", "their"];
  return [
    `${left.join(", ")} ${are} not handed in: ${their} path must be like src/sgd.ts or src/helpers/two-words.ts.`,
  ];
}

/**
 * For commands that need what a student never receives.
 * @throws CliError when the course has no hidden material, as in a student's checkout.
 */
export async function requireHiddenMaterial(course: string): Promise<void> {
  if ((await stat(join(course, "grading")).catch(() => null)) !== null) return;
  throw new CliError(
    2,
    `the hidden material (${display(join(course, "grading"))}) is not part of a student's checkout; to be graded, use \`tito submit\``,
  );
}

/** A path as short as it can be said from here. */
export function display(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}
