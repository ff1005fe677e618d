import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import type { WrittenModule } from "@tinytorch/joined";
import type { Rehearsal, RehearsedTest, Sessions, VisibleTests } from "@tinytorch/rehearsal";
import { CliError } from "../../terminal/cli-error.ts";
import { faultsOf, ownModulesFor } from "./own-module.ts";

/** A rehearsal, and what it was run on beside the library. */
export interface RehearsalOnOwn extends Rehearsal {
  /** One's own modules that stood in the library's place, each with why it could not be put in use as it is now, where that is so. */
  readonly own: readonly { readonly module: string; readonly fault: string | null }[];
  /** Files of tests that were run on the library alone, each with what it needs for that. */
  readonly onLibrary: Readonly<Record<string, string>>;
  /** Tests that failed on modules of one's own without a fault that is known, and pass on the library alone: the fault is in these. */
  readonly passOnLibrary: readonly Pick<RehearsedTest, "file" | "component" | "name">[];
}

export interface RehearseOnOwnOptions {
  /** Where the sessions come from that it runs in; each is started when it is needed by default. */
  readonly sessions?: Sessions | undefined;
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a module's visible tests, with one's own earlier modules in the library's place where they are in use; files of tests that need
 * more than these give are run on the library alone.
 *
 * @throws CliError when these modules cannot stand there for this one; the reason of `signal` once that is aborted.
 */
export async function rehearseOnOwn(
  course: string,
  manifest: ModuleManifest,
  files: SubmittedFiles,
  tests: VisibleTests,
  wanted: readonly string[],
  options: RehearseOnOwnOptions = {},
): Promise<RehearsalOnOwn> {
  const [modules, { rehearse }] = await Promise.all([ownModulesFor(course, manifest), import("@tinytorch/rehearsal")]);
  const joined = modules.length === 0 ? null : await stoodBehind({ manifest, files }, tests, modules);
  if (joined === null) {
    return {
      ...(await rehearse(manifest, files, tests, { wanted, ...options })),
      own: [],
      onLibrary: {},
      passOnLibrary: [],
    };
  }
  const { ofAuthor, ofModule } = await import("@tinytorch/joined");
  const used = modules.filter((each) => joined.modules.includes(each.manifest.id));
  const faults = await faultsOf(course, used, options);
  const isOnLibrary = (file: string) => Object.hasOwn(joined.onLibrary, file);
  const [left, carried] = [wanted.filter(isOnLibrary), wanted.filter((file) => !isOnLibrary(file))];
  const onOwn = await rehearse(manifest, files, tests, { wanted: carried, joined, ...options });
  const others = left.length === 0 ? null : await rehearse(manifest, files, tests, { wanted: left, ...options });
  const onLibraryToo = async (again: readonly string[]) =>
    (await rehearse(manifest, files, tests, { wanted: again, ...options })).tests;
  return {
    loadProblems: await ofAuthor(onOwn.loadProblems),
    console: onOwn.console,
    brokenTestFiles: [
      ...onOwn.brokenTestFiles.map(({ file, message, where }) => ({
        file,
        message: ofModule(message),
        where: where === null ? null : ofModule(where),
      })),
      ...(others?.brokenTestFiles ?? []),
    ],
    tests: [
      ...onOwn.tests.map((test) => ({
        ...test,
        cause: test.cause === null ? null : ofModule(test.cause),
        where: test.where === null ? null : ofModule(test.where),
      })),
      ...(others?.tests ?? []),
    ],
    own: joined.modules.map((module) => ({ module, fault: faults[module] ?? null })),
    onLibrary: Object.fromEntries(left.map((file) => [file, joined.onLibrary[file] ?? ""])),
    passOnLibrary: Object.keys(faults).length > 0 ? [] : await passedElsewhere(onOwn, onLibraryToo),
  };
}

/** Tests that failed, or whose file did not load, and that pass where their files are run by other means. */
async function passedElsewhere(
  { tests, brokenTestFiles }: Rehearsal,
  run: (files: readonly string[]) => Promise<readonly RehearsedTest[]>,
): Promise<RehearsalOnOwn["passOnLibrary"]> {
  const failed = tests.filter(({ state }) => state === "failed");
  const broken = brokenTestFiles.map(({ file }) => file);
  const files = [...new Set([...failed.map(({ file }) => file), ...broken])];
  if (files.length === 0) return [];
  const key = ({ file, component, name }: RehearsedTest) => JSON.stringify([file, component, name]);
  const keys = new Set(failed.map(key));
  return (await run(files))
    .filter((test) => test.state === "passed" && (broken.includes(test.file) || keys.has(key(test))))
    .map(({ file, component, name }) => ({ file, component, name }));
}

async function stoodBehind(module: WrittenModule, tests: VisibleTests, own: readonly WrittenModule[]) {
  const { CannotStandError, standBehind } = await import("@tinytorch/joined");
  return standBehind(module, tests, own).catch((error: unknown) => {
    throw error instanceof CannotStandError ? new CliError(2, error.message) : error;
  });
}
