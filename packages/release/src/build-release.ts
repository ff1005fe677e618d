import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import type { ModuleManifest } from "@tinytorch/course";
import { compareStarter, moduleIds, readManifest, starterTextsFile, starterTextsJson } from "@tinytorch/course-files";
import { courseManifest } from "./course-texts.ts";
import { type Files, writeFiles } from "./files.ts";
import { courseSecrets } from "./leaks/course-secrets.ts";
import { findLeaks } from "./leaks/find-leaks.ts";
import { libraryTexts, receivedTexts } from "./leaks/received-texts.ts";
import { sourceMaps } from "./leaks/released-texts.ts";
import { builtPackages, libraryPackages, packagesIn } from "./library-packages.ts";
import { writeLockfile } from "./lockfile.ts";
import { releasedMilestones } from "./milestone-files.ts";
import { programPackage } from "./program-package.ts";
import { releasedCourse } from "./released-course.ts";
import { packFiles } from "./tarball.ts";

/** A release as it was made. */
export interface Release {
  readonly folder: string;
  /** The same as one file, which lies in the folder. */
  readonly archive: string;
  readonly modules: readonly string[];
  readonly milestones: readonly string[];
  /** The packed packages, by name. */
  readonly packages: readonly string[];
  readonly files: number;
  readonly bytes: number;
  /** How many secrets it was held against. */
  readonly secrets: number;
}

export interface ReleaseOptions {
  /** The ids of the modules that are part of it; all of the course by default. */
  readonly modules?: readonly string[] | undefined;
  /** Told what is done next. */
  readonly onProgress?: ((told: string) => void) | undefined;
}

/** A sentence without its end, for each reason why there is no release. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  /** Whether something else must be asked for; else the course or the machine is at fault. */
  readonly isOfRequest: boolean;

  constructor(message: string, { isOfRequest = false } = {}) {
    super(message);
    this.isOfRequest = isOfRequest;
  }
}

/** Into which the whole folder is packed; a server hands it out under the same name. */
const archiveName = "course.tgz";

/**
 * Makes the student's course in a folder: everything that a student needs, and nothing that gives a solution or a hidden suite away. There
 * is a whole release afterwards, or none.
 *
 * @throws ReleaseError when the folder is not empty, a starter is not what its solution makes, npm cannot be run, or a secret is found.
 */
export async function buildRelease(
  course: string,
  out: string,
  { modules, onProgress }: ReleaseOptions = {},
): Promise<Release> {
  await requireEmpty(out);
  const ids = modules ?? (await moduleIds(course));
  const manifests = await Promise.all(ids.map((id) => readManifest(course, id)));
  await requireStarters(course, ids);
  const milestones = releasedMilestones(ids);
  onProgress?.(`packing ${ids.length} modules, the library and tito`);
  const { files, packages, known } = await releasedFiles(course, manifests, milestones);

  await mkdir(dirname(out), { recursive: true });
  const draft = await mkdtemp(join(dirname(out), ".release-"));
  try {
    await writeFiles(draft, files);
    onProgress?.("writing the lockfile");
    await writeLockfile(draft).catch((error: unknown) => {
      throw new ReleaseError(
        `npm must be able to write the lockfile, got ${error instanceof Error ? error.message : error}`,
      );
    });
    onProgress?.("holding it against all that is hidden");
    const secrets = await requireNoLeaks(course, draft, known);
    const written: Files = { ...files, "package-lock.json": await readFile(join(draft, "package-lock.json")) };
    await writeFile(join(draft, archiveName), await packFiles("tinytorch", written));
    await rm(out, { recursive: true, force: true });
    await rename(draft, out);
    return {
      folder: out,
      archive: join(out, archiveName),
      modules: ids,
      milestones,
      packages,
      files: Object.keys(written).length,
      bytes: Object.values(written).reduce((sum, content) => sum + Buffer.byteLength(content), 0),
      secrets,
    };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function requireEmpty(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new ReleaseError(`the folder must be one that can be written, got ${error.message}`, { isOfRequest: true });
  });
  if (there.length > 0) {
    throw new ReleaseError(`the folder must be empty, got ${there.length} entries in ${folder}`, { isOfRequest: true });
  }
}

/** A starter that differs from what the solution makes may hold anything. */
async function requireStarters(course: string, ids: readonly string[]): Promise<void> {
  const wrong = await Promise.all(
    ids.map(async (id) => {
      const { different, missing, surplus, leaked } = await compareStarter(course, id);
      return [...different, ...missing, ...surplus, ...leaked.map(({ path }) => path)].map(
        (path) =>
          `the starter must be what the solution makes, got modules/${id}/src/${path}: run \`tito starter ${id}\``,
      );
    }),
  );
  if (wrong.flat().length > 0) throw new ReleaseError([...new Set(wrong.flat())].join("\n"));
}

async function releasedFiles(course: string, manifests: readonly ModuleManifest[], milestones: readonly string[]) {
  const released = await releasedCourse(course, manifests, milestones);
  const ours = Object.entries(released).flatMap(([path, text]) =>
    path.startsWith("modules/") ? packagesIn(text) : [],
  );
  const allowed = manifests.flatMap(({ allowedImports }) => allowedImports);
  const library = await libraryPackages([...new Set([...ours, ...allowed])].filter(isOfLibrary));
  const versions = Object.fromEntries(library.map(({ name, version }) => [name, version]));
  const [built, program] = await Promise.all([
    builtPackages(library),
    programPackage({ library: versions, milestones }),
  ]);
  const packed = await packAll({ ...built.files, "@tinytorch/tito": program.files });
  const files: Files = {
    ...released,
    ...startedFrom(manifests, released),
    ...packed.files,
    "package.json": await courseManifest(packed.places),
  };
  return { files, packages: Object.keys(packed.places), known: [...built.declared, ...program.others] };
}

/** What each module was begun from, where `tito reset` and `tito update` look for it. */
function startedFrom(manifests: readonly ModuleManifest[], files: Files): Files {
  const each = manifests.map(({ id }) => {
    const own = Object.entries(files).filter(([path]) => path.startsWith(`modules/${id}/`));
    const texts = own.map(([path, text]) => [path.slice(`modules/${id}/`.length), String(text)] as const);
    return [posix.relative("", starterTextsFile("", id)), starterTextsJson(id, Object.fromEntries(texts))] as const;
  });
  return Object.fromEntries(each);
}

/** A program of a milestone names modules, and its judge the program that runs it; a student has both otherwise. */
function isOfLibrary(name: string): boolean {
  return !/^@tinytorch\/(joined|module|milestones)/.test(name);
}

async function packAll(packages: Readonly<Record<string, Files>>) {
  const files: Record<string, Uint8Array> = {};
  const places: Record<string, string> = {};
  for (const [name, content] of Object.entries(packages)) {
    const { version }: { version: string } = JSON.parse(String(content["package.json"]));
    const place = `packages/${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
    files[place] = await packFiles("package", content);
    places[name] = place;
  }
  return { files, places };
}

/** @returns against how many secrets it was held. */
async function requireNoLeaks(course: string, folder: string, known: readonly string[]): Promise<number> {
  const secrets = await courseSecrets(course, [...(await receivedTexts(course)), ...known], await libraryTexts());
  const leaks = await findLeaks(folder, secrets);
  const sentences = [
    ...leaks.map(({ file, module, what }) => `${file} must hold nothing hidden of ${module}, got ${what}`),
    ...(await sourceMaps(folder)).map((file) => `${file} must hold no source map`),
  ];
  if (sentences.length > 0) throw new ReleaseError(sentences.join("\n"));
  return secrets.length;
}
