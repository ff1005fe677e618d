import { isDeepStrictEqual } from "node:util";
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { type CarriedJob, carriedJobSchema } from "./protocol.ts";

/** Where an offer is: with nobody yet, in somebody's hands, or not there. */
export type OfferState = "waiting" | "taken" | "missing";

/** A server's side of the engine: what it offers to graders on other machines. */
export interface Offers {
  /** Offers a job, or sees to it that it is offered: twice the same is once. What the engine has under its id is this job. */
  offer(job: CarriedJob): Promise<void>;
  state(id: string): Promise<OfferState>;
  /** Takes an offer back; one that is in somebody's hands stays there. */
  withdraw(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Longest that a command may take: the server has other things to do than wait for an engine. */
const commandMilliseconds = 3_000;

/** @param onTrouble told of what goes wrong beside a call. */
export async function openOffers(redis: Redis, queue: string, onTrouble: (error: Error) => void): Promise<Offers> {
  const engine = new Queue<CarriedJob>(queue, { connection: redis, skipMetasUpdate: false });
  engine.on("error", onTrouble);
  await engine.waitUntilReady();

  async function add(job: CarriedJob): Promise<CarriedJob | undefined> {
    await engine.add("grade", job, {
      jobId: job.id,
      priority: job.priority + 1,
      removeOnComplete: true,
      removeOnFail: true,
    });
    // What `add` returns has the data it was given, whatever lies under the id.
    const stored = carriedJobSchema.safeParse((await engine.getJob(job.id))?.data);
    return stored.data;
  }

  return {
    offer: (job) =>
      within(async () => {
        const stored = await add(job);
        // Somebody may have taken it already; what is another job is of a time that was taken back, as by a restored backup.
        if (stored === undefined || isDeepStrictEqual(stored, job)) return;
        await engine.remove(job.id);
        await add(job);
      }),
    state: (id) =>
      within(async () => {
        const state = await engine.getJobState(id);
        if (state === "active") return "taken";
        return state === "waiting" || state === "prioritized" || state === "delayed" ? "waiting" : "missing";
      }),
    withdraw: (id) =>
      within(async () => {
        await engine.remove(id);
      }),
    close: () => engine.close(),
  };
}

/** @throws Error when the work takes too long; it may be done all the same. */
function within<Value>(work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`queue: Redis must answer within ${commandMilliseconds / 1000} s, got no answer`)),
      commandMilliseconds,
    );
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
