import { randomUUID } from "node:crypto";
import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { type CarriedJob, carriedJobSchema } from "./protocol.ts";

/** An offer in a grader's hands. */
export interface TakenOffer {
  readonly job: CarriedJob;
  /** Lets the engine forget it: from here on the server says whose it is. */
  settle(): Promise<void>;
}

/** A grader's side of the engine. One call at a time. */
export interface Taker {
  /** The most urgent offer; undefined when there was none for a few seconds, and when it is being closed. */
  take(): Promise<TakenOffer | undefined>;
  close(): Promise<void>;
}

/** Seconds that one call waits for an offer. */
const patienceSeconds = 2;

/** @param onTrouble told of what goes wrong beside a call. */
export async function openTaker(redis: Redis, queue: string, onTrouble: (error: Error) => void): Promise<Taker> {
  const worker = new Worker<unknown>(queue, null, {
    connection: redis,
    autorun: false,
    drainDelay: patienceSeconds,
    // Who takes an offer claims it at the server at once: what lies longer than that was dropped, and the server offers it anew.
    maxStalledCount: 0,
  });
  worker.on("error", onTrouble);
  await worker.waitUntilReady();
  const token = randomUUID();
  return {
    async take() {
      const taken = await worker.getNextJob(token);
      if (taken === undefined) return undefined;
      const parsed = carriedJobSchema.safeParse(taken.data);
      const settle = async () => {
        // Gone already when the engine lost its memory.
        await taken.moveToCompleted(null, token, false).catch(() => {});
      };
      if (parsed.success) return { job: parsed.data, settle };
      onTrouble(new Error("queue: a job must be as a server offers it, got another; it is dropped"));
      await settle();
      return undefined;
    },
    close: () => worker.close(true),
  };
}
