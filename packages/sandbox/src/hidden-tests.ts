import type { Outcome, RubricEntry, RubricLine } from "@tinytorch/course";
import { afterAll, inject, test } from "vitest";
import {
  BrokenRunError,
  beginTest,
  EvaluateError,
  hasReachedTodo,
  type Submission,
  submissionOf,
  tellGrader,
  tellRest,
} from "./submission.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** From vitest's `provide`: every hidden input is drawn from it. */
    runSeed: number;
    /** The ids of the hidden tests to run; null runs all. */
    onlyTests: readonly string[] | null;
  }
  interface TaskMeta {
    /** What a hidden test says that it is worth, with its id: the frozen rubric must say the same. */
    entry?: RubricEntry;
  }
}

declare global {
  /** Where hidden tests are written down instead of run; there while a rubric is collected. */
  var collectedHiddenTests: RubricEntry[] | undefined;
}

/** What a hidden test is handed. */
export interface TestContext<Scope, Inputs> {
  readonly submission: Submission<Scope>;
  /** Drawn from the run's seed and the test's id. */
  readonly inputs: Inputs;
}

/**
 * Declares a hidden test: its line of the rubric, and what it does. The id starts with the folder it lies in:
 * `sgd.momentum` is in `sgd/`.
 */
export type Hidden<Scope, Inputs> = (
  id: string,
  line: RubricLine,
  run: (context: TestContext<Scope, Inputs>) => Promise<void>,
) => void;

/**
 * How a module's hidden tests are declared.
 *
 * @typeParam Scope what a function sent to the sandbox finds in its first parameter.
 * @param drawInputs makes a test's inputs from the test's id and the run's seed, so that no test depends on another.
 */
export function hiddenTests<Scope, Inputs>(
  drawInputs: (id: string, seed: number) => Inputs,
): { readonly hidden: Hidden<Scope, Inputs>; readonly submission: Submission<Scope> } {
  const submission = submissionOf<Scope>();
  if (globalThis.collectedHiddenTests === undefined) afterAll(tellRest);
  return {
    submission,
    hidden(id, line, run) {
      if (globalThis.collectedHiddenTests !== undefined) {
        globalThis.collectedHiddenTests.push({ id, ...line });
        return;
      }
      const only = inject("onlyTests");
      if (only !== null && !only.includes(id)) return;
      const entry = { id, ...line };
      test(line.title, { meta: { entry } }, async () => {
        beginTest(id);
        const inputs = drawInputs(id, inject("runSeed"));
        const outcome = await outcomeOf(id, () => run({ submission, inputs }));
        tellGrader({ type: "test-ends", entry, outcome });
        if (outcome.state === "failed") throw failed;
      });
    },
  };
}

/**
 * What vitest is told of every failed test. It never sees what an assertion compared: it would print the difference,
 * which nobody reads and which costs as much as the submission pleases.
 */
const failed = new Error("the hidden test failed");

async function outcomeOf(id: string, run: () => Promise<void>): Promise<Outcome> {
  const begun = performance.now();
  const milliseconds = () => performance.now() - begun;
  try {
    await run();
    return { id, state: "passed", milliseconds: milliseconds() };
  } catch (error) {
    if (error instanceof BrokenRunError) {
      tellGrader({ type: "broken", message: error.message });
      throw error;
    }
    const { kind, cause } =
      error instanceof EvaluateError ? error.failure : hasReachedTodo() ? unwritten : notAsExpected;
    return { id, state: "failed", milliseconds: milliseconds(), kind, cause };
  }
}

/** What is thrown over a reply that tells of a TODO: tests that bring messages back would else call it a wrong one. */
const unwritten = { kind: "todo", cause: "a part is not written yet: its TODO was reached" } as const;
/** Whatever else a test throws over a reply, it is not the one that was expected. */
const notAsExpected = { kind: "wrong", cause: "the result is not what was expected" } as const;
