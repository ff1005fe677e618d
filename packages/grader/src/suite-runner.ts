import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { changedFields, InfrastructureError, type Outcome, type Rubric } from "@tinytorch/course";
import { type EndedTest, type EvaluateRequest, type Evaluation, serveSuite } from "@tinytorch/sandbox";
import { createVitest, type TestCase, type TestModule, type Vitest } from "vitest/node";
import { resolveCourseImport } from "./course-imports.ts";
import { SuiteAttempt, suiteLimits } from "./suite-attempt.ts";
import { type SuiteThread, type WarmThreads, warmThreads } from "./warm-threads.ts";

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
  /** Answers an evaluation of one of the suite's tests. */
  evaluate(request: Pick<EvaluateRequest, "test" | "source" | "args">): Promise<Evaluation>;
  onTestEnd(outcome: Outcome): void;
}

/** Tests of a run that may use up the whole time of the suite's thread, twice each. */
const patience = 2;

const suiteEntry = join(import.meta.dirname, "suite-entry.ts");

/**
 * Vitest, kept open: the suites stay transformed and a run costs no start-up. Runs one suite at a time, in a thread that
 * shares no module with this one and evaluates the suite anew for each run.
 */
export class SuiteRunner {
  readonly #vitest: Vitest;
  readonly #threads: WarmThreads;
  /** Whoever wants the next thread that is taken. */
  readonly #turn: { take: (thread: SuiteThread) => void };
  /** The folder of the suites that ran last, which alone stays transformed. */
  #kept: string | null = null;

  private constructor(vitest: Vitest, threads: WarmThreads, turn: { take: (thread: SuiteThread) => void }) {
    this.#vitest = vitest;
    this.#threads = threads;
    this.#turn = turn;
  }

  static async open(root: string): Promise<SuiteRunner> {
    const turn = { take: (_thread: SuiteThread): void => {} };
    const threads = warmThreads((thread) => turn.take(thread));
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
        reporters: [{}],
        disableConsoleIntercept: true,
        // Evaluations have their limits, and what tests do between them is watched from here.
        testTimeout: 0,
      },
      { server: { watch: null }, plugins: [ownPackages] },
    );
    return new SuiteRunner(vitest, threads, turn);
  }

  /**
   * Runs the tests of the files and gives an outcome for each, in their order. A test that uses up the memory or time of
   * the suite's own thread over a reply is tried once more in a fresh thread, and fails when it does so again; the
   * tests behind it run on. After two such tests there is less patience with others.
   * @throws InfrastructureError when they cannot be run, or say that they are worth something else than the rubric does.
   */
  async run(run: SuiteRun, hooks: RunHooks): Promise<readonly Outcome[]> {
    const { folder, files, seed, rubric } = run;
    if (this.#kept !== null && this.#kept !== folder) forget(this.#vitest, this.#kept);
    this.#kept = folder;
    const project = this.#vitest.getRootProject();
    project.provide("runSeed", seed);
    project.provide("suiteFiles", files);

    const outcomes: Outcome[] = [];
    let suspect: string | null = null;
    let blamed = 0;
    for (let onlyTests = run.onlyTests; onlyTests?.length !== 0; ) {
      project.provide("onlyTests", onlyTests);
      const { ended, excess } = await this.#attempt(hooks, blamed < patience ? suiteLimits.cpu : suiteLimits.shortCpu);
      outcomes.push(...ended.map((each) => checkedOutcome(each, rubric)));
      if (excess === null) break;
      if (excess.id === suspect || blamed >= patience) {
        blamed++;
        const outcome: Outcome = { ...excess, state: "failed", kind: "refused-reply" };
        outcomes.push(outcome);
        hooks.onTestEnd(outcome);
      }
      suspect = excess.id;
      const asked = run.onlyTests ?? rubric.tests.map(({ id }) => id);
      onlyTests = asked.filter((id) => !outcomes.some((outcome) => outcome.id === id));
    }
    return outcomes;
  }

  /** Runs tests in one thread, to their end or to the thread's. */
  async #attempt(
    hooks: RunHooks,
    cpuLimit: number,
  ): Promise<{ readonly ended: readonly EndedTest[]; readonly excess: Excess | null }> {
    const attempt = new SuiteAttempt(hooks.evaluate, (outcome) => hooks.onTestEnd(outcome), cpuLimit);
    let thread: SuiteThread | null = null;
    this.#turn.take = (taken) => {
      thread = taken;
      serveSuite(taken.submissionPort, attempt);
      attempt.begin(() => void taken.worker.terminate());
    };
    const begun = performance.now();
    try {
      const problems = await this.#runOnce(attempt);
      if (problems.length === 0) return { ended: attempt.ended, excess: null };
      this.#threads.discard();
      const cause = excessOf(attempt, thread);
      const id = attempt.underWay?.id;
      if (cause === null || id === undefined) {
        throw new InfrastructureError(`suite: it did not run, got ${problems.join("; ")}`);
      }
      return { ended: attempt.ended, excess: { id, cause, milliseconds: performance.now() - begun } };
    } finally {
      attempt.close();
    }
  }

  /** What kept the tests from running to their end, in words. */
  async #runOnce(attempt: SuiteAttempt): Promise<readonly string[]> {
    const specification = this.#vitest.getRootProject().createSpecification(suiteEntry);
    const { testModules, unhandledErrors } = await this.#vitest.runTestSpecifications([specification]);
    // What the thread said last came on another channel than that its run has ended.
    await setImmediate();
    const problems = [
      ...testModules.flatMap((module) => module.errors()).map((error) => error.message),
      ...unhandledErrors.map((error) => String(error)),
    ];
    if (attempt.broken !== null) throw new InfrastructureError(attempt.broken);
    return problems.length > 0 ? problems : testModules.flatMap((module) => strayTests(module, attempt.ended));
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

/** A test that broke its thread, and how, in words. */
interface Excess {
  readonly id: string;
  readonly cause: string;
  readonly milliseconds: number;
}

/** What a test did to its thread with a reply of the submission's in hand; null when the machinery is at fault. */
function excessOf(attempt: SuiteAttempt, thread: SuiteThread | null): string | null {
  if (attempt.underWay?.answered !== true) return null;
  if (attempt.excess === "too-slow") return "the result took too long to compare";
  return thread?.ranOutOfMemory === true ? "the result took too much memory to compare" : null;
}

/** Tests that vitest knows otherwise than they said themselves: not hidden ones, skipped, or failed round about. */
function strayTests(module: TestModule, ended: readonly EndedTest[]): readonly string[] {
  const said = (test: TestCase) => ended.find(({ entry }) => entry.id === test.meta().entry?.id)?.outcome.state;
  return [...module.children.allTests()]
    .filter((test) => test.result().state !== said(test))
    .map((test) => `a test that must be a hidden one and end as it says: "${test.name}"`);
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

/** @throws InfrastructureError when the test says that it is worth something else than the rubric does. */
function checkedOutcome({ entry, outcome }: EndedTest, rubric: Rubric): Outcome {
  const frozen = rubric.tests.find((each) => each.id === entry.id);
  const [change] = frozen === undefined ? [] : changedFields(frozen, entry);
  if (change === undefined) return outcome;
  throw new InfrastructureError(
    `suite: ${entry.id} must have the ${change} of rubric.json, got another: tito verify ${rubric.module} --write freezes it anew`,
  );
}
