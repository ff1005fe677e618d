import type { Report, SubmittedFiles } from "@tinytorch/course";

/** Work in a grader's hands, with all that grading it needs. */
export interface Work {
  readonly jobId: number;
  /** Grows with each time that the job is taken: what comes under an older one is refused. */
  readonly fence: number;
  readonly module: string;
  readonly sha256: string;
  readonly seed: number;
  readonly files: SubmittedFiles;
}

/** How far a run has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/**
 * A grader's side of the queue, whatever lies between: the rows of a database beside it, or an engine and a server elsewhere. Work that
 * is taken is held as long as it is kept, and is then somebody else's; what is handed in by whoever lost it is not stored.
 */
export interface GraderQueue {
  /** The work whose turn it is: by urgency, then whose work was taken least recently. Undefined when none may be taken now. */
  take(): Promise<Work | undefined>;
  /** Says that it is being worked on; false when it is not the grader's any more. */
  keep(work: Work, progress: Progress | null): Promise<boolean>;
  /** Hands in what it came to; false when it was not the grader's any more, and nothing was stored. */
  handIn(work: Work, report: Report): Promise<boolean>;
  /** The grader broke under it: it is tried again after a pause that grows, and set aside after the last attempt. */
  fail(work: Work, reason: string): Promise<boolean>;
  /** Gives it back as if it had not been taken. */
  giveBack(work: Work): Promise<boolean>;
}
