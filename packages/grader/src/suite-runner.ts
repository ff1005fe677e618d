import { randomUUID } from "node:crypto";
import { InfrastructureError, type Outcome } from "@tinytorch/course";
import type { SuiteRun } from "@tinytorch/sandbox";
import { createVitest, type Reporter, type TestCase, type TestModule, type Vitest } from "vitest/node";
import { z } from "zod";
import { warmThreads } from "./warm-threads.ts";

declare module "vitest" {
  interface ProvidedContext {
    suiteRun: SuiteRun;
  }
  interface TaskMeta {
    /** The rubric's id of a hidden test. */
    id?: string;
  }
}

/** Milliseconds a hidden test may take beyond what its evaluations are allowed: only a broken suite takes them. */
const testTimeout = 120_000;

/**
 * Vitest, kept open: the suites stay transformed and a run costs a fresh worker thread and no start-up. Runs one suite
 * at a time, in a thread that shares no module with this one.
 */
export class SuiteRunner {
  readonly #vitest: Vitest;
  readonly #threads: ReturnType<typeof warmThreads>;
  readonly #progress: ProgressReporter;

  private constructor(vitest: Vitest, threads: ReturnType<typeof warmThreads>, progress: ProgressReporter) {
    this.#vitest = vitest;
    this.#threads = threads;
    this.#progress = progress;
  }

  static async open(root: string): Promise<SuiteRunner> {
    const threads = warmThreads();
    const progress = new ProgressReporter();
    const vitest = await createVitest(
      {
        root,
        config: false,
        watch: false,
        pool: threads,
        isolate: false,
        maxWorkers: 1,
        fileParallelism: false,
        include: ["grading/*/suite/*.test.ts"],
        reporters: [progress],
        disableConsoleIntercept: true,
        testTimeout,
      },
      { server: { watch: null } },
    );
    return new SuiteRunner(vitest, threads, progress);
  }

  /** Runs the files and gives an outcome for each test, in the order they ended. */
  async run(
    files: readonly string[],
    serve: (channel: string) => { close(): void },
    seed: number,
    onTestEnd: () => void,
  ): Promise<readonly Outcome[]> {
    const channel = randomUUID();
    const project = this.#vitest.getRootProject();
    project.provide("suiteRun", { channel, seed });
    this.#progress.onTestEnd = onTestEnd;
    const served = serve(channel);
    try {
      const specifications = files.map((file) => project.createSpecification(file));
      const result = await this.#vitest.runTestSpecifications(specifications);
      const broken = result.testModules.flatMap((module) => module.errors()).map((error) => error.message);
      const unhandled = result.unhandledErrors.map((error) => String(error));
      if (broken.length + unhandled.length > 0) {
        throw new InfrastructureError(`suite: it did not run, got ${[...broken, ...unhandled].join("; ")}`);
      }
      return result.testModules.flatMap(outcomesOf);
    } finally {
      served.close();
    }
  }

  /** Readies the next run's thread. Called when a run has ended, so that it does not slow a run down. */
  refill(): void {
    this.#threads.refill();
  }

  async close(): Promise<void> {
    await Promise.all([this.#vitest.close(), this.#threads.close()]);
  }
}

class ProgressReporter implements Reporter {
  onTestEnd: () => void = () => {};

  onTestCaseResult(): void {
    this.onTestEnd();
  }
}

function outcomesOf(module: TestModule): Outcome[] {
  return [...module.children.allTests()].map(outcomeOf);
}

function outcomeOf(test: TestCase): Outcome {
  const id = test.meta().id;
  if (id === undefined)
    throw new InfrastructureError(`suite: every test needs meta.id, got none in "${test.name}"`);
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
    kind: z.enum(["threw", "todo", "timeout", "memory", "refused-reply", "refused-import", "load"]),
    cause: z.string(),
  }),
});
