import { join } from "node:path";
import type {
  MilestoneSummary,
  Mistake,
  ModuleManifest,
  Rubric,
  Signatures,
  SubmittedFiles,
  SuitePlan,
} from "@tinytorch/course";
import { z } from "zod";
import {
  hiddenFolder,
  listSuites,
  readMistakes,
  readRubric,
  readSuitePlan,
  type Suite,
  suiteTexts,
} from "./hidden-material.ts";
import { moduleIds } from "./module-ids.ts";
import { moduleVersion } from "./module-version.ts";
import { proofKey, readProof } from "./proof-file.ts";
import { readManifest } from "./read-manifest.ts";
import { readMilestones } from "./read-milestones.ts";
import { readSubmission } from "./read-submission.ts";

/** One module as the grader needs it: what a student receives and what a student never receives. */
export interface CourseModule {
  readonly manifest: ModuleManifest;
  readonly rubric: Rubric;
  /** Where all that a student never receives lies. */
  readonly hiddenFolder: string;
  readonly plan: SuitePlan;
  readonly suites: readonly Suite[];
  starterFiles(): Promise<SubmittedFiles>;
  solutionFiles(): Promise<SubmittedFiles>;
  mistakes(): Promise<readonly Mistake[]>;
  /** What each mistake looks like from outside, as `tito verify --write` found it; empty before that. */
  signatures(): Promise<Signatures>;
  /** Whether nothing that the signatures depend on has changed since they were written. */
  isProven(): Promise<boolean>;
  /** What the suites are made of, by path inside the hidden folder. */
  suiteTexts(): Promise<Readonly<Record<string, string>>>;
  /** One hash for all of the module that decides a verdict. */
  version(): Promise<string>;
}

/** A module that cannot be graded, and why: one sentence for whoever looks after the course. */
export interface BrokenModule {
  readonly id: string;
  readonly problem: string;
}

export interface Course {
  readonly root: string;
  /** Of every module there is, graded or broken, in course order. */
  readonly ids: readonly string[];
  /** Those that can be graded, in course order. */
  readonly modules: readonly CourseModule[];
  /** Those that cannot: each stops itself and no other. */
  readonly broken: readonly BrokenModule[];
  /** What can be run on all of a student's modules together, in the order of the history that it follows. */
  readonly milestones: readonly MilestoneSummary[];
  module(id: string): CourseModule | undefined;
}

/**
 * Reads the course that lies in a folder: `modules/NN-name` beside `grading/NN-name`. A module whose manifest, rubric,
 * mistakes, signatures or suites are missing or malformed is listed as broken.
 * @throws when there is no `modules` folder, or the list of milestones is malformed.
 */
export async function openCourse(root: string): Promise<Course> {
  const modules: CourseModule[] = [];
  const broken: BrokenModule[] = [];
  const ids = await moduleIds(root);
  const milestones = await readMilestones(root, ids);
  await Promise.all(
    ids.map(async (id) => {
      try {
        modules.push(await openModule(root, id));
      } catch (error) {
        broken.push({ id, problem: sentence(error) });
      }
    }),
  );
  modules.sort((a, b) => a.manifest.id.localeCompare(b.manifest.id));
  broken.sort((a, b) => a.id.localeCompare(b.id));
  const byId = new Map(modules.map((module) => [module.manifest.id, module]));
  return { root, ids, modules, broken, milestones, module: (id) => byId.get(id) };
}

/** One module of a course, read and checked whole. @throws Error in one sentence, which names the module. */
export async function openModule(root: string, id: string): Promise<CourseModule> {
  try {
    return await readModule(root, id);
  } catch (error) {
    throw new Error(`${id}: ${sentence(error)}`, { cause: error });
  }
}

async function readModule(root: string, id: string): Promise<CourseModule> {
  const hidden = hiddenFolder(root, id);
  const manifest = await readManifest(root, id);
  const rubric = await readRubric(hidden, id);
  const plan = await readSuitePlan(hidden);
  const suites = await listSuites(hidden, plan);
  const module = {
    manifest,
    rubric,
    hiddenFolder: hidden,
    plan,
    suites,
    starterFiles: async () => (await readSubmission(join(root, "modules", id), manifest)).files,
    solutionFiles: async () => (await readSubmission(join(hidden, "solution"), manifest)).files,
    mistakes: () => readMistakes(hidden, plan),
    signatures: async () => (await readProof(hidden))?.signatures ?? [],
    isProven: async () => (await readProof(hidden))?.key === (await proofKey(root, id)),
    suiteTexts: () => suiteTexts(hidden),
    version: () => moduleVersion(root, id),
  };
  await Promise.all([module.mistakes(), module.signatures()]);
  return module;
}

/**
 * The module that is to be worked with.
 * @throws Error when there is none of that name, or why it is broken.
 */
export function requireModule(course: Pick<Course, "module" | "broken">, id: string): CourseModule {
  const module = course.module(id);
  if (module !== undefined) return module;
  const broken = course.broken.find((each) => each.id === id);
  throw new Error(broken?.problem ?? `no module is called ${id}`);
}

/** What was wrong with a file, on one line. */
function sentence(error: unknown): string {
  const text = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("✖ ", "") : String(error);
  return text.replace(/^(JsonFile)?Error: /, "").replace(/\s*\n\s*/g, " ");
}
