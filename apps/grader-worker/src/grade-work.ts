import { setTimeout as sleep } from "node:timers/promises";
import { InfrastructureError, type Report } from "@tinytorch/course";
import { type Grader, RunCancelledError } from "@tinytorch/grader";
import { type GraderQueue, keepMilliseconds, type Progress, ServerAwayError, type Work } from "@tinytorch/work-queue";
import type { Logger } from "pino";

/** For so long what was graded is offered to a server that is away. */
const handInMilliseconds = 600_000;
const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 5_000;

/** What became of work: the server has it, it was not this grader's any more, it was given back, or it broke the grader. */
export type Fate = "handed in" | "lost" | "given back" | "broken";

export interface GradeWorkOptions {
  readonly queue: GraderQueue;
  readonly grader: Grader;
  readonly log: Logger;
  /** Aborted, the run ends and its work is given back. */
  readonly giveBack: AbortSignal;
}

/** Grades work that was taken, keeps it meanwhile, and says to the queue what it came to. */
export async function gradeWork(work: Work, { queue, grader, log, giveBack }: GradeWorkOptions): Promise<Fate> {
  const cancel = new AbortController();
  const stop = () => cancel.abort();
  giveBack.addEventListener("abort", stop);
  if (giveBack.aborted) stop();
  let progress: Progress | null = null;
  const beat = async () => {
    // While nobody answers the work goes on: whether it is still wanted shows when it is handed in.
    const isHeld = await queue.keep(work, progress).catch(() => true);
    progress = null;
    if (!isHeld) cancel.abort();
  };
  const beats = setInterval(() => void beat(), keepMilliseconds);
  try {
    const report = await grader.grade({
      moduleId: work.module,
      files: work.files,
      seed: work.seed,
      signal: cancel.signal,
      onProgress: ({ done, total }) => {
        progress = { done, total };
      },
      onNotice: ({ during, blame, cause, time }) => {
        const facts = { jobId: work.jobId, during, blame, cause, time };
        if (blame === "machine") log.warn(facts, "a sandbox ended by no doing of the submission");
      },
    });
    const isStored = await untilAnswered(() => queue.handIn(work, expectOwn(report, work)));
    return isStored ? "handed in" : "lost";
  } catch (error) {
    if (error instanceof RunCancelledError) {
      if (!giveBack.aborted) return "lost";
      await queue.giveBack(work).catch(onlyAway);
      return "given back";
    }
    if (!(error instanceof InfrastructureError)) throw error;
    log.error({ jobId: work.jobId, reason: error.message }, "an attempt broke the grader");
    await untilAnswered(() => queue.fail(work, error.message));
    return "broken";
  } finally {
    clearInterval(beats);
    giveBack.removeEventListener("abort", stop);
  }
}

function expectOwn(report: Report, { sha256, seed, module }: Work): Report {
  if (report.sha256 === sha256 && report.seed === seed && report.module === module) return report;
  throw new InfrastructureError("grade: the report must be of the work that was given, got another's");
}

/** What a server that is away is told when it is there again; false when it stayed away. */
async function untilAnswered(say: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + handInMilliseconds;
  for (let pause = firstPauseMilliseconds; ; pause = Math.min(2 * pause, longestPauseMilliseconds)) {
    try {
      return await say();
    } catch (error) {
      onlyAway(error);
      if (performance.now() > until) return false;
      await sleep(pause);
    }
  }
}

function onlyAway(error: unknown): void {
  if (!(error instanceof ServerAwayError)) throw error;
}
