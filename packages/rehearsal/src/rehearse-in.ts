import { limitsFor, type ModuleManifest, type SubmittedFiles } from "@tinytorch/course";
import type { SubmissionToRun } from "@tinytorch/sandbox";
import type { RehearsedFile, SubmissionToRehearse } from "@tinytorch/sandbox/portable";
import type { Sessions } from "./ready-sessions.ts";
import type { Rehearsal, RehearsedTest } from "./rehearsal.ts";
import { placeOf, testCause } from "./test-cause.ts";
import type { VisibleTests } from "./visible-tests.ts";

/** Where a rehearsal takes place, and what it finds there. */
export interface Place {
  /** Where the session comes from that it runs in. */
  readonly sessions: Sessions;
  /** The testkit's own sources, by the ids under which a test finds them. */
  readonly testkit: Readonly<Record<string, string>>;
}

export interface RehearsalOptions {
  /** Of the tests' files, those to run; all of them by default. */
  readonly wanted?: readonly string[] | undefined;
  /** The submission with other modules in the library's place: what of it is otherwise than the module's manifest says. */
  readonly joined?: JoinedToRehearse | undefined;
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each test what came of those so far. */
  readonly onProgress?: ((soFar: Rehearsal) => void) | undefined;
}

interface JoinedToRehearse {
  readonly submission: Partial<
    Pick<SubmissionToRun, "files" | "entry" | "allowedImports" | "fileImports" | "ownPackages">
  >;
  /** Packages of the library that are needed beside the module's. */
  readonly packages: readonly string[];
}

const skipped = { state: "skipped", error: null, console: "" } as const;

/** What a grading's first seed makes of `Math.random`: the same files give the same rehearsal. */
export const randomSeed = 4167455017;

/**
 * Runs visible tests on a submission: the files are stripped of their types, resolved, loaded and limited by the code that does it
 * when they are graded. Each test is run by itself; one that must be stopped costs itself alone.
 *
 * @throws the reason of `signal` once that is aborted.
 */
export async function rehearseIn(
  { sessions, testkit }: Place,
  manifest: ModuleManifest,
  files: SubmittedFiles,
  tests: VisibleTests,
  { wanted = tests.files, joined, signal, onProgress }: RehearsalOptions = {},
): Promise<Rehearsal> {
  const limits = limitsFor(manifest.limits);
  const packages = [
    ...new Set([...manifest.allowedImports, ...tests.packages, ...(joined?.packages ?? [])].filter(isLibrary)),
  ];
  const session = await sessions.take({ packages, memoryMegabytes: limits.memoryMegabytes });
  const stop = () => void session.close();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    const sources = { ...tests.sources, ...testkit };
    const submission = { ...toRun(manifest, files), ...joined?.submission };
    const opened = await session.open({ ...submission, tests: sources, testFiles: wanted });
    const rehearsed: RehearsedTest[] = [];
    const soFar = (): Rehearsal => ({
      loadProblems: opened.problems,
      console: opened.console,
      brokenTestFiles: opened.files.flatMap(({ file, problem }) =>
        problem === null ? [] : [{ file, message: problem.message, where: placeOf(problem.stack) }],
      ),
      tests: [...rehearsed],
    });
    for (const { file, test, index } of numbered(opened.files)) {
      const begun = performance.now();
      const run = test.runs ? await session.run(index) : skipped;
      signal?.throwIfAborted();
      const cause = testCause(run, limits);
      const [component = file, ...inner] = test.suites;
      rehearsed.push({
        file,
        component,
        name: [...inner, test.name].join(" › "),
        state: cause === null ? (run.state === "skipped" ? "skipped" : "passed") : "failed",
        cause: cause?.cause ?? null,
        difference: cause?.difference ?? null,
        where: cause?.where ?? null,
        console: run.console,
        milliseconds: performance.now() - begun,
      });
      onProgress?.(soFar());
    }
    return soFar();
  } catch (error) {
    // Whatever a closed session says, it was closed by whoever wants no answer any more.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await session.close();
  }
}

/** A submission as its module's manifest says that it is to be run. */
export function toRun(
  manifest: ModuleManifest,
  files: SubmittedFiles,
): Omit<SubmissionToRehearse, "tests" | "testFiles"> {
  const { id: module, entry, exports, allowedImports, fileImports, withheld } = manifest;
  const rules = { allowedImports, fileImports, withheld, module };
  return { files, entry, exports, ...rules, randomSeed, limits: limitsFor(manifest.limits) };
}

function* numbered(files: readonly RehearsedFile[]) {
  let index = 0;
  for (const { file, tests } of files) for (const test of tests) yield { file, test, index: index++ };
}

function isLibrary(name: string): boolean {
  return name !== "@tinytorch/testkit";
}
