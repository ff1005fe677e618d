import type { Report, SandboxLayer, SubmittedFiles } from "@tinytorch/course";

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
  /** Called as hidden tests end, by a grader process at tenths of a second; always with the last one. */
  readonly onProgress?: (progress: GradeProgress) => void;
}

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
   * @throws InfrastructureError when there can be no grade: the run should be retried, never scored.
   */
  grade(request: GradeRequest): Promise<Report>;
  close(): Promise<void>;
}
