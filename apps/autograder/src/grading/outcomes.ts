import type { SubmissionEvent } from "@tinytorch/api";
import type { GradeProgress } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";
import type { Metrics } from "../features/metrics/metrics.ts";
import type { FinishedRun } from "../features/runs/store.ts";
import type { Store } from "../store.ts";
import type { Places } from "./places.ts";
import type { Lease } from "./queue.ts";
import { storeRun } from "./store-run.ts";
import type { SubmissionFeed } from "./submission-feed.ts";

/** What a student reads of a submission the grader could not grade. */
export const deadLetterSentence =
  "The grader could not run this submission. It is kept, it costs nothing, and an instructor can see why.";

export interface OutcomesOptions {
  readonly store: Pick<Store, "queue" | "runs">;
  readonly feed: SubmissionFeed;
  readonly log: FastifyBaseLogger;
  readonly places: Pick<Places, "changed">;
  readonly metrics: Pick<Metrics, "graded" | "attemptBroke"> | undefined;
}

/** What becomes of work that was taken, whoever grades it: it is stored, counted, logged, and told to who follows it. */
export class Outcomes {
  readonly #options: OutcomesOptions;

  constructor(options: OutcomesOptions) {
    this.#options = options;
  }

  begun(lease: Lease): void {
    this.#tell(lease, { type: "started" });
    this.#options.places.changed();
  }

  progressed(lease: Lease, { done, total }: GradeProgress): void {
    this.#tell(lease, { type: "progress", done, total });
  }

  /** Stores a run under its lease; false when that was lost, and nothing was stored. */
  async finished(lease: Lease, run: FinishedRun): Promise<boolean> {
    const { store, log, metrics } = this.#options;
    const { submissionId, fencingToken, module, kind } = lease;
    const stored = await storeRun({ runs: store.runs, log }, lease, run);
    if (stored === undefined) {
      log.warn({ submissionId, fencingToken }, "a result came under a lost lease and was dropped");
      return false;
    }
    const { score, max_score: maxScore } = run.report;
    metrics?.graded(stored.timings);
    this.#tell(lease, { type: "graded", score, maxScore });
    log.info({ submissionId, kind, module, score, ...stored }, "graded");
    return true;
  }

  /** The grader broke under it: it is tried again, or set aside. */
  failed(lease: Lease, reason: string): void {
    const { store, log, metrics } = this.#options;
    const { submissionId } = lease;
    const then = store.queue.fail(lease, reason);
    metrics?.attemptBroke(then);
    log.error({ submissionId, reason, then }, "an attempt broke the grader");
    if (then === "dead") this.#tell(lease, { type: "failed", message: deadLetterSentence });
    const place = then === "retry" ? store.queue.place(submissionId) : undefined;
    if (place !== undefined) this.#tell(lease, { type: "queued", ...place });
  }

  /** It is in the queue again: whoever follows it waits again. */
  waitsAgain(lease: Lease): void {
    const { store, places } = this.#options;
    const place = store.queue.place(lease.submissionId);
    if (place !== undefined) this.#tell(lease, { type: "queued", ...place });
    places.changed();
  }

  /** What happens to a submission's own job is told to who follows it; being graded again is the instructor's affair. */
  #tell({ kind, submissionId, fencingToken }: Lease, event: SubmissionEvent): void {
    if (kind === "grade") this.#options.feed.publish(submissionId, fencingToken, event);
  }
}
