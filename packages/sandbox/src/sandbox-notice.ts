/** Something that ended a sandbox process, for the log of whoever runs it. Never shown to a student. */
export interface SandboxNotice {
  /** What it was doing. `idle` is between two evaluations. */
  readonly during: "strip" | "load" | "evaluate" | "idle";
  /** Whose doing that is. */
  readonly blame: "submission" | "machine";
  /** `exit code 137`, `signal SIGKILL`, `out of memory`, `processor time used up`. */
  readonly cause: string;
  /** How often it has come in what was asked: at 2 it is believed. */
  readonly time: number;
}
