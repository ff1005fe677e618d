import type { RubricEntry, RubricLine } from "@tinytorch/course";
import { inject, test } from "vitest";
import { type Submission, submissionOf } from "./submission.ts";

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
  return {
    submission,
    hidden(id, line, run) {
      if (globalThis.collectedHiddenTests !== undefined) {
        globalThis.collectedHiddenTests.push({ id, ...line });
        return;
      }
      const only = inject("onlyTests");
      if (only !== null && !only.includes(id)) return;
      test(line.title, { meta: { entry: { id, ...line } } }, () =>
        run({ submission, inputs: drawInputs(id, inject("runSeed")) }),
      );
    },
  };
}
