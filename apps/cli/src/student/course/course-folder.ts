import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Option } from "@commander-js/extra-typings";
import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { oneLine } from "../../terminal/explain-error.ts";
import { hasServer } from "../../terminal/installed.ts";
import { either, listed } from "../../terminal/listed.ts";
import { shortPath } from "../../terminal/short-path.ts";
import { coursesBelow, findCourse, repository } from "./find-course.ts";
import { isPath, meantBy, moduleAt, withSlashes } from "./module-name.ts";

/** For commands that work on a course: the one that a person stands in unless it is named. */
export const courseOption = () =>
  new Option(
    "--course <dir>",
    hasServer ? "the folder that holds modules/ and grading/" : "the folder that holds modules/",
  )
    .argParser((folder: string) => resolve(folder))
    .default(repository, "the course that you are in");

/**
 * The course that a person stands in, else the one that this program lies in.
 * @throws CliError when there is neither, naming a course that lies one level below.
 */
export async function courseHere(): Promise<string> {
  const course = (await findCourse(process.cwd())) ?? (await findCourse(repository));
  if (course !== null) return course;
  throw new CliError(2, `you must be in a course's folder, got ${process.cwd()}${await below(process.cwd())}`);
}

/** A student's side of a module: what a checkout has whether or not the hidden material is in it. */
export interface ModuleFolder {
  readonly manifest: ModuleManifest;
  readonly folder: string;
}

/**
 * The module that a person means by `08-optimizers`, `08`, `8`, `optimizers`, a beginning of these or a path; without a name the one in
 * whose folder they stand.
 * @throws CliError naming the modules there are, or those that may be meant.
 */
export async function findModule(course: string, name: string | undefined): Promise<ModuleFolder> {
  const ids = await moduleIds(course);
  const id = name === undefined ? await standingIn(course, ids) : await namedIn(course, ids, name);
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

async function standingIn(course: string, ids: readonly string[]): Promise<string> {
  const id = await moduleAtReal(course, process.cwd());
  if (id !== null && ids.includes(id)) return id;
  throw new CliError(2, "a module must be named, as in `08-optimizers` or `08`, outside of a module's folder");
}

async function namedIn(course: string, ids: readonly string[], name: string): Promise<string> {
  const at = isPath(name) ? await moduleAtReal(course, resolve(withSlashes(name))) : null;
  return at !== null && ids.includes(at) ? at : theOneMeant(ids, name);
}

/** The one of these modules that a person means by a name. @throws CliError naming those there are, or those that may be meant. */
export function theOneMeant(ids: readonly string[], name: string): string {
  const { ids: found, near } = meantBy(ids, name);
  const [id] = found;
  const got = `got ${JSON.stringify(name)}`;
  if (id === undefined) {
    if (near.length > 0)
      throw new CliError(2, `the module must be one of the course's, ${got}; did you mean ${either(near)}?`);
    throw new CliError(2, `the module must be one of ${ids.join(", ")}, ${got}`);
  }
  if (found.length > 1) throw new CliError(2, `the module must be one alone, ${got}, which may be ${either(found)}`);
  return id;
}

/** As `moduleAt`, wherever links lead: a terminal may stand in a folder by another name. */
async function moduleAtReal(course: string, place: string): Promise<string | null> {
  const [realCourse, realPlace] = await Promise.all([course, place].map((each) => realpath(each).catch(() => each)));
  return moduleAt(realCourse ?? course, realPlace ?? place);
}

/** Ids in course order; a file is no module, whatever its name. */
async function moduleIds(course: string): Promise<readonly string[]> {
  const names = await readdir(join(course, "modules")).catch(async () => {
    const instead = await below(course);
    throw new CliError(2, `the course must have a modules folder, got none in ${display(course)}${instead}`);
  });
  const ids = names.filter((name) => /^\d{2}-/.test(name)).sort();
  const isFile = await Promise.all(
    ids.map(async (id) => (await stat(join(course, "modules", id)).catch(() => undefined))?.isFile()),
  );
  return ids.filter((_, index) => isFile[index] !== true);
}

/** What to say to whoever stands a level too high. */
async function below(folder: string): Promise<string> {
  const courses = await coursesBelow(folder);
  if (courses.length === 0) return "";
  const [first = "", ...others] = courses;
  if (others.length > 0)
    return `; there are courses in ${listed(courses.map((name) => `./${name}`))}: cd to one of them`;
  return `; there is a course in ./${first}: cd ${/^[\w.-]+$/.test(first) ? first : JSON.stringify(first)}`;
}

/** The ids of the modules that a person names, each once, broken ones too; of every module when none is named. */
export async function namedModules(course: string, names: readonly string[]): Promise<readonly string[]> {
  const ids = await moduleIds(course);
  if (names.length === 0) return ids;
  return [...new Set(await Promise.all(names.map((name) => namedIn(course, ids, name))))];
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

/** Whether a course has its hidden half, as the full repository has: its modules come with it. */
export async function hasHiddenMaterial(course: string): Promise<boolean> {
  return (await stat(join(course, "grading")).catch(() => null)) !== null;
}

/**
 * For commands that need what a student never receives.
 * @throws CliError when the course has no hidden material, as in a student's checkout.
 */
export async function requireHiddenMaterial(course: string): Promise<void> {
  if (await hasHiddenMaterial(course)) return;
  throw new CliError(
    2,
    `the hidden material (${display(join(course, "grading"))}) is not part of a student's checkout; to be graded, use \`tito submit\``,
  );
}

/** A path as short as it can be said from here. */
export function display(path: string): string {
  return shortPath(process.cwd(), path);
}
