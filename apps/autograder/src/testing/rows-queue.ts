import type { GraderQueue, Work } from "@tinytorch/work-queue";
import type { Lease } from "../grading/queue.ts";
import type { Store } from "../store.ts";

/** The queue of the database's rows as a grader beside it has it: what the dispatcher does for its own. */
export function rowsQueue({ queue, runs }: Pick<Store, "queue" | "runs">, now: () => number): GraderQueue {
  const leases = new WeakMap<Work, Lease>();
  const leaseOf = (work: Work): Lease => {
    const lease = leases.get(work);
    if (lease === undefined) throw new Error("work must have been taken here");
    return lease;
  };
  return {
    async take() {
      queue.reclaimExpired();
      const lease = queue.lease("us");
      if (lease === undefined) return undefined;
      const { jobId, fencingToken: fence, module, sha256, seed, files } = lease;
      const work: Work = { jobId, fence, module, sha256, seed, files };
      leases.set(work, lease);
      return work;
    },
    keep: async (work) => queue.heartbeat(leaseOf(work)),
    handIn: async (work, report) =>
      runs.store(leaseOf(work), { report, startedAt: now(), answeredAt: now() }) !== undefined,
    fail: async (work, reason) => queue.fail(leaseOf(work), reason) !== "stale",
    giveBack: async (work) => queue.release(leaseOf(work)),
  };
}
