import type { FastifyBaseLogger } from "fastify";
import type { Lease } from "../store/queue.ts";
import type { FinishedRun, Runs, StoredRun } from "../store/runs.ts";
import { pause } from "./pause.ts";

/** Tries to store a run before its attempt is given up; with the pauses between them about a minute. */
const tries = 8;
const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;

/**
 * Stores a run under its lease. A database that cannot be written to for a while (locked, disk full) costs time, not the
 * run.
 * @returns undefined when the lease was lost, and nothing was stored.
 */
export async function storeRun(
  { runs, log }: { readonly runs: Runs; readonly log: FastifyBaseLogger },
  lease: Lease,
  run: FinishedRun,
): Promise<StoredRun | undefined> {
  for (let number = 1; ; number += 1) {
    try {
      return runs.store(lease, run);
    } catch (error) {
      if (number === tries) throw error;
      log.error(
        { err: error, submissionId: lease.submissionId, tries: number },
        "a run could not be stored; trying again",
      );
      await pause(Math.min(firstPauseMilliseconds * 2 ** (number - 1), longestPauseMilliseconds));
    }
  }
}
