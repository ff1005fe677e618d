import type { LoadProblem, Report, SandboxLayer, SubmittedFiles } from "@tinytorch/course";
import type { SandboxNotice } from "@tinytorch/sandbox";

export interface GradeRequest {
  readonly moduleId: string;
  readonly files: SubmittedFiles;
  /** Every hidden input of the run is drawn from it: the same seed gives the same report. */
  readonly seed: number;
  /** Packages that may be imported beyond the manifest's: how the library itself is held to a hidden suite. */
  readonly extraImports?: readonly string[];
  /**
   * The hidden tests to run, by their ids (`sgd.momentum`); all by default. The report then tells of these alone, and its
   * score is no grade: for proofs.
   */
  readonly tests?: readonly string[] | undefined;
  /** Whether listed mistakes that fail alike are run too, to tell which it is; by default when all tests run. */
  readonly diagnose?: boolean | undefined;
  /** Called as hidden tests end, by a grader process at tenths of a second; always with the last one. */
  readonly onProgress?: (progress: GradeProgress) => void;
  /** Called once, as soon as the run knows what of the files does not load: what `check` would say. */
  readonly onLoaded?: ((problems: readonly LoadProblem[]) => void) | undefined;
  /** Called for each sandbox process that ended when it should not have, and for each time-out: what a log should say. */
  readonly onNotice?: ((notice: SandboxNotice) => void) | undefined;
  /** Aborted, it ends the run at once, and the grader is ready for the next. */
  readonly signal?: AbortSignal | undefined;
}

/** A run that was cancelled by its `signal`: nothing is known of the submission, and nothing is wrong with the grader. */
export class RunCancelledError extends Error {
  override readonly name = "RunCancelledError";

  constructor() {
    super("grade: the run was cancelled");
  }
}

/** What is looked at without being graded. */
export type CheckRequest = Pick<GradeRequest, "moduleId" | "files" | "onNotice">;

export interface GradeProgress {
  readonly done: number;
  readonly total: number;
}

/** Grades one submission at a time; open several to grade several at once. */
export interface Grader {
  /** What keeps a submission apart here, innermost first. */
  readonly layers: readonly SandboxLayer[];
  /** One hash for all that decides verdicts here: every module's version, the packages, the runner. */
  readonly version: string;
  /**
   * Runs the module's hidden suite against the files and scores it.
   * @throws InfrastructureError when there can be no grade: the run should be retried, never scored; RunCancelledError.
   */
  grade(request: GradeRequest): Promise<Report>;
  /**
   * Loads the files as a run would, without its suite, and says what of them does not load; empty when all does. Is
   * answered while a submission is being graded too.
   * @throws InfrastructureError when that cannot be told.
   */
  check(request: CheckRequest): Promise<readonly LoadProblem[]>;
  close(): Promise<void>;
}
