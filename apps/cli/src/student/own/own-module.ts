import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import type { Rehearsal, RehearseOptions, VisibleTests } from "@tinytorch/rehearsal";
import { CliError } from "../../terminal/cli-error.ts";
import { display, findModule, readWork } from "../course/course-folder.ts";
import { viewPlace } from "../test-run/load-problems-view.ts";
import { changeInUse, type InUse, readInUse } from "./in-use.ts";

/** A module of one's own as it lies there. */
export interface OwnModule {
  readonly manifest: ModuleManifest;
  readonly files: SubmittedFiles;
  /** Why it cannot carry others, as what follows its name: by its visible tests, or by what it does not export. Null when it can. */
  readonly fault: (options?: RehearseOptions) => Promise<string | null>;
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
    fault: async (options) =>
      firstFault(manifest, await rehearse(manifest, files, withExports(tests, manifest), options)),
    hash: contentHash({ ...files, ...tests.sources }),
  };
}

/**
 * One's own modules in use that a module has a use for; the others are not looked at.
 * @throws CliError when one cannot be read, with how to do without it.
 */
export async function ownModulesFor(course: string, manifest: ModuleManifest): Promise<readonly OwnModule[]> {
  const { mine } = await readInUse(course);
  const ids = Object.keys(mine);
  if (ids.length === 0) return [];
  const { modulesOfUse } = await import("@tinytorch/joined");
  const found = await Promise.all(ids.map((id) => findModule(course, id)));
  const ofUse = await modulesOfUse(
    manifest,
    found.map((each) => each.manifest),
  );
  return Promise.all(ofUse.map((id) => readInUseModule(course, id)));
}

/**
 * What is wrong with modules in use, by module. One that has changed since it last passed is tested again, and remembered when it passes.
 */
export async function faultsOf(
  course: string,
  modules: readonly OwnModule[],
  options?: RehearseOptions,
): Promise<Readonly<Record<string, string>>> {
  const { mine } = await readInUse(course);
  const faults: Record<string, string> = {};
  const passed: InUse["mine"] = {};
  for (const { manifest, hash, fault } of modules) {
    if (mine[manifest.id]?.passed === hash) continue;
    const found = await fault(options);
    if (found === null) passed[manifest.id] = { passed: hash };
    else faults[manifest.id] = found;
  }
  // Meanwhile the library's may have been asked for again.
  const isThere = (now: InUse["mine"]) => Object.entries(passed).filter(([id]) => Object.hasOwn(now, id));
  if (Object.keys(passed).length > 0) {
    await changeInUse(course, (now) => ({ ...now, ...Object.fromEntries(isThere(now)) }));
  }
  return faults;
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

/** A file of ours among the tests: a module's own may pass though nobody finds what it promises. */
const exportsFile = "tests/every-export.test.ts";

/** The tests, and one for each name that a module promises: what is not exported throws when it is asked for anything. */
function withExports(
  { sources, files, packages }: VisibleTests,
  { entry, exports: names }: ModuleManifest,
): VisibleTests {
  const text = [
    `import { test } from "vitest";`,
    `import { ${names.join(", ")} } from ${JSON.stringify(`../${entry}`)};`,
    ...names.map((name) => `test(${JSON.stringify(name)}, () => void ${name}.name);`),
  ].join("\n");
  return { sources: { ...sources, [exportsFile]: text }, files: [...files, exportsFile], packages };
}

function firstFault(manifest: ModuleManifest, { loadProblems, brokenTestFiles, tests }: Rehearsal): string | null {
  const refused = (got: string) =>
    `must pass its visible tests, got ${got}: run \`tito test ${manifest.id.slice(0, 2)}\``;
  const [problem] = loadProblems;
  if (problem !== undefined) return refused(`${viewPlace(problem)}: ${problem.message}`);
  const [broken] = brokenTestFiles;
  if (broken !== undefined) return refused(`${broken.file}, which could not be loaded`);
  const failed = tests.find(({ state }) => state === "failed");
  if (failed?.file === exportsFile) return `must export ${failed.name}, got no such name in ${manifest.entry}`;
  if (failed !== undefined) {
    return refused(`"${failed.component}: ${failed.name}" failed (${failed.cause?.split("\n")[0]})`);
  }
  const passed = tests.filter(({ file, state }) => file !== exportsFile && state === "passed");
  return passed.length > 0 ? null : refused("none");
}
