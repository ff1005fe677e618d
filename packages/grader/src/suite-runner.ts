import { join } from "node:path";
import type { MessagePort } from "node:worker_threads";
import {
  changedFields,
  InfrastructureError,
  longestRunMilliseconds,
  type Outcome,
  type Rubric,
  sandboxFailureKinds,
} from "@tinytorch/course";
import { createVitest, type TestCase, type Vitest } from "vitest/node";
import { z } from "zod";
import { resolveCourseImport } from "./course-imports.ts";
import { type WarmThreads, warmThreads } from "./warm-threads.ts";

/** What is run. */
export interface SuiteRun {
  /** Where the module's suites lie, and all that they are made of. */
  readonly folder: string;
  /** Absolute paths of test files in it. */
  readonly files: readonly string[];
  readonly seed: number;
  /** What the tests must say that they are worth. */
  readonly rubric: Rubric;
  /** The ids of the tests to run; null runs all. */
  readonly onlyTests: readonly string[] | null;
}

/** What a run wants to be told. */
export interface RunHooks {
  /** Answers the suite's evaluations on its thread's channel. */
  serve(submissionPort: MessagePort): void;
  onTestEnd(): void;
}

const suiteEntry = join(import.meta.dirname, "suite-entry.ts");

/** Milliseconds a hidden test may take: more than a whole run's evaluations are allowed, so only a broken suite takes them. */
const testTimeout = longestRunMilliseconds + 10_000;

/**
 * Vitest, kept open: the suites stay transformed and a run costs no start-up. Runs one suite at a time, in a thread that
 * shares no module with this one and evaluates the suite anew for each run.
 */
export class SuiteRunner {
  readonly #vitest: Vitest;
  readonly #threads: WarmThreads;
  readonly #hooks: RunHooks;
  /** The folder of the suites that ran last, which alone stays transformed. */
  #kept: string | null = null;

  private constructor(vitest: Vitest, threads: WarmThreads, hooks: RunHooks) {
    this.#vitest = vitest;
    this.#threads = threads;
    this.#hooks = hooks;
  }

  static async open(root: string): Promise<SuiteRunner> {
    const hooks: RunHooks = { serve: () => {}, onTestEnd: () => {} };
    const threads = warmThreads((port) => hooks.serve(port));
    const vitest = await createVitest(
      {
        root,
        config: false,
        watch: false,
        pool: threads,
        isolate: true,
        maxWorkers: 1,
        fileParallelism: false,
        include: [suiteEntry],
        reporters: [{ onTestCaseResult: () => hooks.onTestEnd() }],
        disableConsoleIntercept: true,
        testTimeout,
      },
      { server: { watch: null }, plugins: [ownPackages] },
    );
    return new SuiteRunner(vitest, threads, hooks);
  }

  /**
   * Runs the tests of the files and gives an outcome for each, in their order.
   * @throws InfrastructureError when they cannot be run, or say that they are worth something else than the rubric does.
   */
  async run({ folder, files, seed, rubric, onlyTests }: SuiteRun, hooks: RunHooks): Promise<readonly Outcome[]> {
    if (this.#kept !== null && this.#kept !== folder) forget(this.#vitest, this.#kept);
    this.#kept = folder;
    const project = this.#vitest.getRootProject();
    project.provide("runSeed", seed);
    project.provide("suiteFiles", files);
    project.provide("onlyTests", onlyTests);
    Object.assign(this.#hooks, hooks);
    const result = await this.#vitest.runTestSpecifications([project.createSpecification(suiteEntry)]);
    const modules = result.testModules;
    const broken = modules.flatMap((module) => module.errors()).map((error) => error.message);
    const unhandled = result.unhandledErrors.map((error) => String(error));
    if (broken.length + unhandled.length > 0) {
      this.#threads.discard();
      throw new InfrastructureError(`suite: it did not run, got ${[...broken, ...unhandled].join("; ")}`);
    }
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    return tests.map((test) => outcomeOf(test, rubric));
  }

  /** Readies the next run's thread. Called when a run has ended, so that it does not slow a run down. */
  refill(): void {
    this.#threads.refill();
  }

  async close(): Promise<void> {
    this.#threads.close();
    await this.#vitest.close();
  }
}

/** Lets go of a suite's transformed files and of its results, so that a grader of many modules is as large as of one. */
function forget({ state, vite }: Vitest, suiteFolder: string): void {
  const isOld = (file: string) => file.startsWith(`${suiteFolder}/`);
  for (const file of [...state.filesMap.keys()].filter(isOld)) state.filesMap.delete(file);
  for (const file of [...state.pathsSet].filter(isOld)) state.pathsSet.delete(file);
  for (const [id, task] of state.idMap) if (isOld(task.file.filepath)) state.idMap.delete(id);
  for (const { moduleGraph } of Object.values(vite.environments)) {
    for (const [file, nodes] of moduleGraph.fileToModulesMap) {
      if (!isOld(file)) continue;
      for (const node of nodes) {
        moduleGraph.invalidateModule(node);
        if (node.id !== null) moduleGraph.idToModuleMap.delete(node.id);
        moduleGraph.urlToModuleMap.delete(node.url);
        for (const imported of node.importedModules) imported.importers.delete(node);
      }
      moduleGraph.fileToModulesMap.delete(file);
    }
  }
}

/** A suite's packages are the program's own, so that a course may lie anywhere. */
const ownPackages = {
  name: "own-packages",
  enforce: "pre" as const,
  resolveId: (specifier: string) => resolveCourseImport(specifier),
};

function outcomeOf(test: TestCase, rubric: Rubric): Outcome {
  const { entry } = test.meta();
  if (entry === undefined) throw new InfrastructureError(`suite: every test must be a hidden one, got "${test.name}"`);
  const { id } = entry;
  const frozen = rubric.tests.find((each) => each.id === id);
  const [change] = frozen === undefined ? [] : changedFields(frozen, entry);
  if (change !== undefined) {
    throw new InfrastructureError(
      `suite: ${id} must have the ${change} of rubric.json, got another: tito verify ${rubric.module} --write freezes it anew`,
    );
  }
  const { state, errors } = test.result();
  const milliseconds = test.diagnostic()?.duration ?? 0;
  if (state === "passed") return { id, state, milliseconds };
  if (state !== "failed") throw new InfrastructureError(`suite: ${id} must pass or fail, got ${state}`);
  const [error] = errors;
  if (error?.name === "BrokenRunError") throw new InfrastructureError(error.message);
  const answered = evaluateError.safeParse(error);
  if (answered.success) return { id, state, milliseconds, ...answered.data.failure };
  return { id, state, milliseconds, kind: "wrong", cause: "the result is not what was expected" };
}

/** What `submission.evaluate` throws, as it arrives from the suite's thread. */
const evaluateError = z.object({
  name: z.literal("EvaluateError"),
  failure: z.object({
    kind: z.enum(sandboxFailureKinds),
    cause: z.string(),
  }),
});
