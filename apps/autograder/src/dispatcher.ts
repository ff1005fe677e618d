import type { SubmissionEvent } from "@tinytorch/api";
import { InfrastructureError, type Report, type SandboxLayer } from "@tinytorch/course";
import type { Grader } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "./clock.ts";
import { Alarm } from "./grading/alarm.ts";
import { Leases, tendMilliseconds } from "./grading/leases.ts";
import { pause } from "./grading/pause.ts";
import { Places } from "./grading/places.ts";
import { type Slot, Slots } from "./grading/slots.ts";
import { storeRun } from "./grading/store-run.ts";
import type { Lease } from "./store/queue.ts";
import type { Store } from "./store/store.ts";
import type { SubmissionFeed } from "./submission-feed.ts";

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;

/** What a student reads of a submission the grader could not grade. */
export const deadLetterSentence =
  "The grader could not run this submission. It is kept, it costs nothing, and an instructor can see why.";

export interface DispatcherOptions {
  readonly store: Store;
  readonly feed: SubmissionFeed;
  readonly log: FastifyBaseLogger;
  readonly startGrader: () => Promise<Grader>;
  /** Submissions graded at once, each by a grader of its own. */
  readonly slots: number;
  /** Names this server's leases. */
  readonly owner: string;
  readonly clock: Clock;
}

/**
 * Takes work from the queue and has it graded, in one loop for each slot. A run is stored under its lease's fencing token,
 * so however often a lease is lost and taken again, a submission is graded into one run.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #slots: Slots;
  readonly #leases: Leases;
  readonly #places: Places;
  readonly #alarm = new Alarm();
  readonly #stop = new AbortController();
  #loops: readonly Promise<void>[] = [];

  constructor(options: DispatcherOptions) {
    const { store, feed, log, owner, startGrader } = options;
    const { queue } = store;
    this.#options = options;
    this.#slots = new Slots(startGrader);
    this.#leases = new Leases({ queue, slots: this.#slots, log, owner, onTakenOver: () => this.wake() });
    this.#places = new Places({ feed, queue, log });
  }

  /** Starts the graders; `run` sets them to work. @throws InfrastructureError when one does not start as the others do. */
  start(): Promise<void> {
    return this.#slots.open(this.#options.slots);
  }

  /** Takes up the queue, beginning with what a stopped server left behind. */
  run(): void {
    this.#leases.start();
    this.#loops = this.#slots.all.map((slot) => this.#work(slot));
  }

  /** Grader processes that are up. */
  get graders(): number {
    return this.#slots.graders;
  }

  /** What keeps a submission apart here, innermost first. */
  get layers(): readonly SandboxLayer[] {
    return this.#slots.layers;
  }

  /** Says that there is work. */
  wake(): void {
    this.#alarm.ring();
  }

  /** Takes no more work; waits for what is being graded, and after `graceMilliseconds` returns it to the queue. */
  async stop(graceMilliseconds: number): Promise<void> {
    this.#stop.abort();
    this.wake();
    const all = Promise.all(this.#loops);
    const grace = new AbortController();
    await Promise.race([all, pause(graceMilliseconds, grace.signal)]);
    grace.abort();
    this.#leases.giveBack();
    await this.#slots.close();
    await all;
    this.#leases.stop();
    this.#places.stop();
  }

  async #work(slot: Slot): Promise<void> {
    const { store, owner, log } = this.#options;
    let restart = firstPauseMilliseconds;
    while (!this.#stop.signal.aborted) {
      try {
        const grader = await this.#slots.graderOf(slot);
        const lease = this.#stop.signal.aborted ? undefined : store.queue.lease(owner);
        if (lease === undefined) await this.#alarm.sleep(tendMilliseconds);
        else await this.#grade(slot, grader, lease);
        restart = firstPauseMilliseconds;
      } catch (error) {
        log.error({ err: error }, "a grading slot met an error; it goes on after a pause");
        await pause(restart, this.#stop.signal);
        restart = Math.min(2 * restart, longestPauseMilliseconds);
      }
    }
    await slot.grader?.close();
  }

  async #grade(slot: Slot, grader: Grader, lease: Lease): Promise<void> {
    const { steady } = this.#options.clock;
    const startedAt = steady();
    slot.lease = lease;
    this.#tell(lease, { type: "started" });
    this.#places.changed();
    try {
      const report = await this.#ask(grader, lease);
      if (slot.lease !== undefined) await this.#store(lease, { report, startedAt, answeredAt: steady() });
    } catch (error) {
      if (!(error instanceof InfrastructureError)) throw error;
      slot.grader = undefined;
      if (slot.lease !== undefined) this.#failed(lease, error.message);
      await grader.close();
    } finally {
      slot.lease = undefined;
    }
  }

  async #ask(grader: Grader, lease: Lease): Promise<Report> {
    const { module, files, seed, sha256 } = lease;
    const report = await grader.grade({
      moduleId: module,
      files,
      seed,
      onProgress: ({ done, total }) => this.#tell(lease, { type: "progress", done, total }),
    });
    if (report.sha256 !== sha256 || report.seed !== seed || report.module !== module) {
      throw new InfrastructureError("grade: the report must be of the work that was given, got another's");
    }
    return report;
  }

  async #store(lease: Lease, run: { report: Report; startedAt: number; answeredAt: number }): Promise<void> {
    const { store, log } = this.#options;
    const { submissionId, fencingToken, module, kind } = lease;
    const stored = await storeRun({ runs: store.runs, log }, lease, run);
    if (stored === undefined) {
      log.warn({ submissionId, fencingToken }, "a result came under a lost lease and was dropped");
      return;
    }
    const { score, max_score: maxScore } = run.report;
    this.#tell(lease, { type: "graded", score, maxScore });
    log.info({ submissionId, kind, module, score, ...stored }, "graded");
  }

  #failed(lease: Lease, reason: string): void {
    const { store, log } = this.#options;
    const { submissionId } = lease;
    const then = store.queue.fail(lease, reason);
    log.error({ submissionId, reason, then }, "an attempt broke the grader");
    if (then === "dead") this.#tell(lease, { type: "failed", message: deadLetterSentence });
    const place = then === "retry" ? store.queue.place(submissionId) : undefined;
    if (place !== undefined) this.#tell(lease, { type: "queued", ...place });
  }

  /** What happens to a submission's own job is told to who follows it; being graded again is the instructor's affair. */
  #tell({ kind, submissionId, fencingToken }: Lease, event: SubmissionEvent): void {
    if (kind === "grade") this.#options.feed.publish(submissionId, fencingToken, event);
  }
}
