import { setTimeout as sleep } from "node:timers/promises";
import type { GraderQueue, Work } from "./grader-queue.ts";
import { type GradingServer, RefusedError, ServerAwayError } from "./grading-server.ts";
import type { CarriedJob, Task } from "./protocol.ts";
import type { Taker } from "./taker.ts";

/** For so long an offer is claimed while the server is away: after that it makes it anew. */
const claimMilliseconds = 8_000;
const pauseMilliseconds = 500;

export interface EngineQueueOptions {
  readonly taker: Taker;
  readonly server: GradingServer;
  /** The course that the grader grades by. */
  readonly bundle: string;
  /** Told of an offer that is to be graded by another course; it was given back. */
  readonly onOtherCourse: () => void;
}

/** The queue of a server elsewhere: offers come by the engine, and all else is said to the server, whose word counts. */
export function engineQueue({ taker, server, bundle, onOtherCourse }: EngineQueueOptions): GraderQueue {
  const jobs = new WeakMap<Work, CarriedJob>();
  const jobOf = (work: Work): CarriedJob => {
    const job = jobs.get(work);
    if (job === undefined) throw new Error("internal: queue: work must have been taken here");
    return job;
  };
  return {
    async take() {
      const taken = await taker.take();
      if (taken === undefined) return undefined;
      const { job } = taken;
      if (job.bundle !== bundle) {
        await server.giveBack(job).catch(onlyAway);
        await taken.settle();
        onOtherCourse();
        return undefined;
      }
      const task = await claim(server, job);
      await taken.settle();
      if (task === undefined) return undefined;
      const { jobId, fence } = job;
      const work: Work = { jobId, fence, ...task };
      jobs.set(work, job);
      return work;
    },
    keep: (work, progress) => server.keep(jobOf(work), progress),
    async handIn(work, report) {
      const job = jobOf(work);
      try {
        return await server.handIn(job, report);
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        // Graded again it would be refused again: that is tried as often as what breaks a grader, and no more.
        await server.fail(job, error.message);
        return false;
      }
    },
    fail: (work, reason) => server.fail(jobOf(work), reason),
    giveBack: (work) => server.giveBack(jobOf(work)),
  };
}

async function claim(server: GradingServer, job: CarriedJob): Promise<Task | undefined> {
  const until = performance.now() + claimMilliseconds;
  for (;;) {
    try {
      return await server.claim(job);
    } catch (error) {
      onlyAway(error);
      if (performance.now() > until) return undefined;
      await sleep(pauseMilliseconds);
    }
  }
}

function onlyAway(error: unknown): void {
  if (!(error instanceof ServerAwayError)) throw error;
}
