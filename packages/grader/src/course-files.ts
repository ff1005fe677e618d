import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  defineMutants,
  defineRubric,
  type ModuleManifest,
  type Mutant,
  moduleManifestSchema,
  type Rubric,
  type Signatures,
  type SubmittedFiles,
  signaturesSchema,
} from "@tinytorch/course";
import { type Survivor, survivorsSchema } from "./survivors.ts";

/** One module as the grader needs it: what a student receives and what a student never receives. */
export interface CourseModule {
  readonly manifest: ModuleManifest;
  readonly rubric: Rubric;
  readonly suiteFolder: string;
  /** Absolute paths of the hidden suite's test files. */
  readonly suiteFiles: readonly string[];
  starterFiles(): Promise<SubmittedFiles>;
  solutionFiles(): Promise<SubmittedFiles>;
  mutants(): Promise<readonly Mutant[]>;
  /** What each mutant's mistake looks like from outside, as `tito verify --write` found it; empty before that. */
  signatures(): Promise<Signatures>;
  /** Why some mutations of the solution fail no test; empty when nothing is written. */
  survivors(): Promise<readonly Survivor[]>;
}

export interface Course {
  readonly root: string;
  readonly modules: readonly CourseModule[];
  module(id: string): CourseModule | undefined;
}

/**
 * Reads the course that lies in a repository: `modules/NN-name` beside `grading/NN-name`.
 * @throws Error when a manifest, a rubric or a suite is missing or malformed, naming the module.
 */
export async function openCourse(root: string): Promise<Course> {
  const folders = (await readdir(join(root, "modules"))).filter((name) => /^\d{2}-/.test(name)).sort();
  const modules = await Promise.all(folders.map((id) => openModule(root, id)));
  const byId = new Map(modules.map((module) => [module.manifest.id, module]));
  return { root, modules, module: (id) => byId.get(id) };
}

async function openModule(root: string, id: string): Promise<CourseModule> {
  const student = join(root, "modules", id);
  const hidden = join(root, "grading", id);
  const manifest = moduleManifestSchema.parse(JSON.parse(await readFile(join(student, "module.json"), "utf8")));
  if (manifest.id !== id) throw new Error(`openCourse: module.json must say ${id}, got ${manifest.id}`);
  const rubric = defineRubric(await importNamed(join(hidden, "rubric.ts"), "rubric"));
  const suite = join(hidden, "suite");
  const suiteFiles = (await readdir(suite)).filter((name) => name.endsWith(".test.ts")).sort();
  return {
    manifest,
    rubric,
    suiteFolder: suite,
    suiteFiles: suiteFiles.map((name) => join(suite, name)),
    starterFiles: () => readSubmission(student, manifest),
    solutionFiles: () => readSubmission(join(hidden, "solution"), manifest),
    mutants: async () => defineMutants(await importNamed(join(hidden, "mutants.ts"), "mutants")),
    signatures: async () => {
      const text = await readIfThere(join(hidden, "signatures.json"));
      return text === null ? [] : signaturesSchema.parse(JSON.parse(text));
    },
    survivors: async () => {
      const text = await readIfThere(join(hidden, "survivors.json"));
      return text === null ? [] : survivorsSchema.parse(JSON.parse(text));
    },
  };
}

/** The files of a folder that a module's manifest lists; a missing one is left for `checkSubmission` to name. */
export async function readSubmission(folder: string, manifest: ModuleManifest): Promise<SubmittedFiles> {
  const files: Record<string, string> = {};
  for (const path of manifest.submittedFiles) {
    const text = await readIfThere(join(folder, path));
    if (text !== null) files[path] = text;
  }
  return files;
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
}

/** Writes what the mutants of a module look like, for graders to recognise. */
export async function writeSignatures(root: string, id: string, signatures: Signatures): Promise<void> {
  const lines = signatures.map((signature) => `  ${JSON.stringify(signature)}`);
  await writeFile(join(root, "grading", id, "signatures.json"), `[\n${lines.join(",\n")}\n]\n`);
}

/** A named export of one of the course's own files; its shape is checked by the `define…` function it goes to. */
async function importNamed<Value>(file: string, name: string): Promise<Value> {
  const module: Record<string, Value> = await import(pathToFileURL(file).href);
  const value = module[name];
  if (value === undefined) throw new Error(`openCourse: ${file} must export ${name}, got no such export`);
  return value;
}
