import type { Inputs } from "./inputs.ts";
import type { Job } from "./work.ts";

/** A job made ready: its inputs are where the library wants them. */
export interface Prepared {
  /**
   * Does the work once, to the end: the result is in the library's memory and may be read, and is then let go of. Of training
   * and updates it is one step, which changes the parameters.
   */
  run(): void | Promise<void>;
  /** The result of one run, or of training and updates the parameters as they are: one after another, row-major. */
  result(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** For limits: what share of the job one run is (default 1). */
  readonly share?: number;
}

/** A library, and how it does the work in the way its own documentation advises. */
export interface Contender {
  /** What runs, such as the version or the backend in use. */
  readonly description: string;
  /** Makes a job ready, or returns null when the library has no such operation. */
  prepare(job: Job, inputs: Inputs, learningRate: number): Prepared | null | Promise<Prepared | null>;
}
