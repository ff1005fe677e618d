import type { LoadProblem } from "@tinytorch/course";

/** A place in a module's folder: `src/sgd.ts:58`. */
export type PlaceText = string;

/** A visible test that was run, or was not. */
export interface RehearsedTest {
  /** `tests/sgd.test.ts` */
  readonly file: string;
  /** What is tested: the name of the outermost `describe`; the file's when there is none. */
  readonly component: string;
  /** The title, with those of the suites inside the component before it. */
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  /** Why it failed; null when it did not. */
  readonly cause: string | null;
  /** Of two values that should have been equal, the first place where they are not: `at [1]: expected 3, received 4`. */
  readonly difference: string | null;
  /** The innermost line of the student's own that was reached, or the test's own line. */
  readonly where: PlaceText | null;
  /** What was printed while it ran. */
  readonly console: string;
  readonly milliseconds: number;
}

/** A file of tests that could not be loaded: its tests are not among those that were run. */
export interface BrokenTestFile {
  readonly file: string;
  readonly message: string;
  readonly where: PlaceText | null;
}

/** What came of a module's visible tests on a submission. */
export interface Rehearsal {
  /** Files of the submission that do not load, in the words that a receipt and a report have for them. */
  readonly loadProblems: readonly LoadProblem[];
  /** What was printed as the submission was loaded. */
  readonly console: string;
  readonly brokenTestFiles: readonly BrokenTestFile[];
  readonly tests: readonly RehearsedTest[];
}
