import { type LoadProblem, limitsFor, type ModuleManifest, type SubmittedFiles } from "@tinytorch/course";
import {
  RehearsalSession,
  type RehearsedFile,
  type SubmissionToRehearse,
  type SubmissionToRun,
} from "@tinytorch/sandbox";
import type { Rehearsal, RehearsedTest } from "./rehearsal.ts";
import { placeOf, testCause } from "./test-cause.ts";
import { preparedPackages, testkitSources } from "./trusted-modules.ts";
import type { VisibleTests } from "./visible-tests.ts";

export interface RehearseOptions {
  /** Of the tests' files, those to run; all of them by default. */
  readonly wanted?: readonly string[] | undefined;
  /** The submission with other modules in the library's place: what of it is otherwise than the module's manifest says. */
  readonly joined?: JoinedToRehearse | undefined;
}

interface JoinedToRehearse {
  readonly submission: Partial<
    Pick<SubmissionToRun, "files" | "entry" | "allowedImports" | "fileImports" | "ownPackages">
  >;
  /** Packages of the library that are needed beside the module's. */
  readonly packages: readonly string[];
}

const skipped = { state: "skipped", error: null, console: "" } as const;

/** `Math.random` follows it: the same files give the same rehearsal. */
const seed = 1;

/**
 * Runs visible tests on a submission where it would be graded: the files are stripped of their types, resolved, loaded and limited by
 * the same code, in the same kind of process and isolate. Each test is run by itself; one that must be stopped costs itself alone.
 */
export async function rehearse(
  manifest: ModuleManifest,
  files: SubmittedFiles,
  tests: VisibleTests,
  { wanted = tests.files, joined }: RehearseOptions = {},
): Promise<Rehearsal> {
  const limits = limitsFor(manifest.limits);
  const packages = await preparedPackages(
    [...new Set([...manifest.allowedImports, ...tests.packages, ...(joined?.packages ?? [])])].filter(isLibrary),
  );
  const session = new RehearsalSession(packages, limits.memoryMegabytes);
  try {
    const sources = { ...tests.sources, ...(await testkitSources()) };
    const submission = { ...toRun(manifest, files), ...joined?.submission };
    const opened = await session.open({ ...submission, tests: sources, testFiles: wanted });
    const rehearsed: RehearsedTest[] = [];
    for (const { file, test, index } of numbered(opened.files)) {
      const begun = performance.now();
      const run = test.runs ? await session.run(index) : skipped;
      const cause = testCause(run, limits);
      const [component = file, ...inner] = test.suites;
      rehearsed.push({
        file,
        component,
        name: [...inner, test.name].join(" › "),
        state: cause === null ? (run.state === "skipped" ? "skipped" : "passed") : "failed",
        cause: cause?.cause ?? null,
        where: cause?.where ?? null,
        console: run.console,
        milliseconds: performance.now() - begun,
      });
    }
    return {
      loadProblems: opened.problems,
      console: opened.console,
      brokenTestFiles: opened.files.flatMap(({ file, problem }) =>
        problem === null ? [] : [{ file, message: problem.message, where: placeOf(problem.stack) }],
      ),
      tests: rehearsed,
    };
  } finally {
    await session.close();
  }
}

/**
 * What of a submission does not load: found as a service finds it when it takes the files.
 */
export async function checkLoad(manifest: ModuleManifest, files: SubmittedFiles): Promise<readonly LoadProblem[]> {
  const packages = await preparedPackages(manifest.allowedImports);
  const session = new RehearsalSession(packages, limitsFor(manifest.limits).memoryMegabytes);
  try {
    return (await session.open({ ...toRun(manifest, files), tests: {}, testFiles: [] })).problems;
  } finally {
    await session.close();
  }
}

function toRun(manifest: ModuleManifest, files: SubmittedFiles): Omit<SubmissionToRehearse, "tests" | "testFiles"> {
  const { id: module, entry, exports, allowedImports, fileImports, withheld } = manifest;
  const rules = { allowedImports, fileImports, withheld, module };
  return { files, entry, exports, ...rules, seed, limits: limitsFor(manifest.limits) };
}

function* numbered(files: readonly RehearsedFile[]) {
  let index = 0;
  for (const { file, tests } of files) for (const test of tests) yield { file, test, index: index++ };
}

function isLibrary(name: string): boolean {
  return name !== "@tinytorch/testkit";
}
