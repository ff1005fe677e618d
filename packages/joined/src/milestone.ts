import type { PlainData } from "@tinytorch/sandbox";

/** One thing that a milestone looks at, and what it found. */
export interface Check {
  /** As a sentence's subject: "gradients". */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in words and figures. */
  readonly found: string;
}

/** A program on the joined modules that is running, as a milestone sees it. */
export interface RunningProgram {
  /**
   * Calls what the program exports, with plain data, which comes back as plain data.
   * @throws MilestoneFailure when the program throws, runs out of time or memory, or does not load.
   */
  call(name: string, ...args: readonly PlainData[]): Promise<PlainData>;
  /** Says how far the work is. */
  onProgress(told: string): void;
}

/**
 * A piece of history, done by one's own modules together. What the program claims is worked out again from the weights it hands out, by
 * the library and outside of the sandbox.
 */
export interface Milestone {
  /** Its folder in `modules/milestones`. */
  readonly id: string;
  readonly title: string;
  /** The modules that it is run on, which include those that these need. */
  readonly modules: readonly string[];
  /** The program's file below `modules/milestones`. */
  readonly entry: string;
  /** What the program imports of `modules/milestones`. */
  readonly files: readonly string[];
  readonly exports: readonly string[];
  /** Runs the program and looks at what comes back, one check after another; it may end with the first that fails. */
  run(program: RunningProgram, seed: number): AsyncIterable<Check>;
}
