import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import type { Rehearsal } from "@tinytorch/rehearsal";
import { CliError } from "../terminal/cli-error.ts";
import { display, findModule, readWork } from "./course-folder.ts";
import { type InUse, readInUse, storeInUse } from "./in-use.ts";
import { viewPlace } from "./load-problems-view.ts";

/** A module of one's own as it lies there. */
export interface OwnModule {
  readonly manifest: ModuleManifest;
  readonly files: SubmittedFiles;
  /** What is wrong with it by its visible tests, as what follows "got"; null when all pass. */
  readonly fault: () => Promise<string | null>;
  /** One hash for all that its visible tests come to. */
  readonly hash: string;
}

/** @throws CliError when there is no such module, or its files could not be graded. */
export async function readOwnModule(course: string, name: string): Promise<OwnModule> {
  const [{ folder, manifest }, { readVisibleTests, rehearse }, { contentHash }] = await Promise.all([
    findModule(course, name),
    import("@tinytorch/rehearsal"),
    import("@tinytorch/course-files"),
  ]);
  const [{ files, problems }, tests] = await Promise.all([readWork(folder, manifest), readVisibleTests(folder)]);
  if (problems.length > 0) throw new CliError(2, problems.map((each) => `${display(folder)}: ${each}`).join("\n"));
  return {
    manifest,
    files,
    fault: async () => firstFault(await rehearse(manifest, files, tests)),
    hash: contentHash({ ...files, ...tests.sources }),
  };
}

/** One's own modules that are in use, and what is wrong with those that have changed and no longer pass. */
export interface OwnModules {
  readonly modules: readonly OwnModule[];
  /** By module. */
  readonly faults: Readonly<Record<string, string>>;
}

/**
 * Those that stand before a module. One that has changed since it last passed is tested again, and remembered when it passes.
 * @throws CliError when one cannot be read, with how to do without it.
 */
export async function ownModulesBefore(course: string, id: string): Promise<OwnModules> {
  const inUse = await readInUse(course);
  const ids = Object.keys(inUse.mine).filter((each) => each < id);
  const modules = await Promise.all(ids.sort().map((each) => readInUseModule(course, each)));
  const changed = modules.filter(({ manifest, hash }) => inUse.mine[manifest.id]?.passed !== hash);
  const faults: Record<string, string> = {};
  const passed: InUse["mine"] = {};
  for (const { manifest, hash, fault } of changed) {
    const found = await fault();
    if (found === null) passed[manifest.id] = { passed: hash };
    else faults[manifest.id] = found;
  }
  if (Object.keys(passed).length > 0) await storeInUse(course, { mine: { ...inUse.mine, ...passed } });
  return { modules, faults };
}

async function readInUseModule(course: string, id: string): Promise<OwnModule> {
  return readOwnModule(course, id).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    const number = id.slice(0, 2);
    throw new CliError(
      2,
      `${error.message}\nyour own ${id} is in use: mend it, or run \`tito use reference ${number}\``,
    );
  });
}

function firstFault({ loadProblems, brokenTestFiles, tests }: Rehearsal): string | null {
  const [problem] = loadProblems;
  if (problem !== undefined) return `${viewPlace(problem)}: ${problem.message}`;
  const [broken] = brokenTestFiles;
  if (broken !== undefined) return `${broken.file} could not be loaded`;
  const failed = tests.find(({ state }) => state === "failed");
  if (failed !== undefined) return `"${failed.component}: ${failed.name}" failed (${failed.cause?.split("\n")[0]})`;
  return tests.some(({ state }) => state === "passed") ? null : "no visible tests";
}
