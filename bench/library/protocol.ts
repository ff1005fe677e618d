import { changesParameters, type Job } from "./work.ts";

/**
 * How the bench and a contender's process talk. The process is started with the contender's name and a folder, which holds the
 * task (`task.json`) and each array of the job (`name.f32`). It does the job for the check, writes the result, and says in a line
 * of JSON how that went; from then on it answers every line, which is a number of seconds, with a timing.
 */
export interface Task {
  readonly job: Job;
  /** How many steps are taken before parameters are compared. */
  readonly checkSteps: number;
  readonly checkRate: number;
  /**
   * The learning rate of the steps that are timed, which are many on the same batch: at this one the network stays what it was,
   * and so does the work (a network that fits its batch has gradients too small for ordinary floats).
   */
  readonly timedRate: number;
  /** What is timed together takes at least so long, so that the clock's own grain and cost do not count. */
  readonly sampleSeconds: number;
}

/** The task that a job is. */
export function taskOf(job: Job): Task {
  return {
    job,
    checkSteps: changesParameters(job.kind) ? 3 : 0,
    checkRate: 0.01,
    timedRate: 1e-7,
    sampleSeconds: 0.001,
  };
}

/** A contender's first words. */
export interface Opening {
  /** Ready to be measured; has no such operation; or is not on this machine. */
  readonly state: "ready" | "cannot" | "absent";
  readonly detail: string;
}

/** Where a contender writes its result, in float64. */
export function resultFile(contender: string): string {
  return `${contender.replaceAll(" ", "-")}.f64`;
}
