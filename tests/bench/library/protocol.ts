import type { Job } from "./work.ts";

/**
 * How the bench and a contender's process talk: lines of JSON. The process is started with the contender's name and the folder
 * of the job (`job.json`, and each array as `name.f32`). It does the job for the check, writes the result, says how that went, and
 * from then on answers every line, which is a number of seconds, with a timing.
 */
export interface Opening {
  /** Ready to be measured; has no such operation; or is not on this machine. */
  readonly state: "ready" | "cannot" | "absent";
  readonly detail: string;
}

/**
 * Learning rates: of the check's steps, and of those that are timed, which are many on the same batch: at this rate the network
 * stays what it was, and so does the work (a network that fits its batch has gradients too small for ordinary floats).
 */
export const rates = { check: 0.01, timed: 1e-7 } as const;

/** How many steps are taken before parameters are compared. */
export function checkSteps({ kind }: Job): number {
  return kind === "train" || kind === "update" ? 3 : 0;
}

/** Where a contender writes its result, in float64. */
export function resultFile(contender: string): string {
  return `${contender.replaceAll(" ", "-")}.f64`;
}
