/** How a sandbox process ended that nobody had ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** How an exchange with a sandbox process ended when there was no reply to read. */
export type SandboxSilence = {
  readonly type: "silence";
  readonly reason: "timeout" | "died" | "flood" | "garbage";
  /** How the process ended by itself; null for one that was ended from here, or never started. */
  readonly end: ProcessEnd | null;
  /** Of a time-out: whether the process was running when the time was over, and not kept from it. */
  readonly wasBusy: boolean;
};

/** What is known when nothing more is. */
export function silence(reason: SandboxSilence["reason"]): SandboxSilence {
  return { type: "silence", reason, end: null, wasBusy: true };
}
