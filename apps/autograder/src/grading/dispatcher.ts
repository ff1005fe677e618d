import type { SubmissionEvent } from "@tinytorch/api";
import { InfrastructureError, type LoadProblem, type Report, type SandboxLayer } from "@tinytorch/course";
import { type Grader, RunCancelledError } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.ts";
import type { Metrics } from "../features/metrics/metrics.ts";
import type { Store } from "../store.ts";
import { Alarm } from "./alarm.ts";
import { FirstShares } from "./first-shares.ts";
import { guarded } from "./guarded.ts";
import { Leases, tendMilliseconds } from "./leases.ts";
import { type LoadCheckRequest, LoadChecks } from "./load-checks.ts";
import { logNotices } from "./log-notices.ts";
import { pause } from "./pause.ts";
import { Places } from "./places.ts";
import type { Lease } from "./queue.ts";
import { type Slot, type SlotRun, Slots } from "./slots.ts";
import { storeRun } from "./store-run.ts";
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
  /** Counts what is graded and what breaks; nobody by default. */
  readonly metrics?: Pick<Metrics, "graded" | "attemptBroke">;
}

/**
 * Takes work from the queue and has it graded, in one loop for each slot. A run is stored under its lease's fencing token,
 * so however often a lease is lost and taken again, a submission is graded into one run.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #slots: Slots;
  readonly #leases: Leases;
  readonly #shares: FirstShares;
  readonly #places: Places;
  readonly #checks: LoadChecks;
  readonly #alarm = new Alarm();
  readonly #stop = new AbortController();
  #loops: readonly Promise<void>[] = [];

  constructor(options: DispatcherOptions) {
    const { store, feed, log, owner, startGrader, clock } = options;
    const { queue } = store;
    this.#options = options;
    this.#slots = new Slots(startGrader);
    this.#leases = new Leases({ queue, slots: this.#slots, log, owner, onTakenOver: () => this.wake() });
    this.#shares = new FirstShares({
      ...{ queue, log, slots: this.#slots, steady: clock.steady },
      onHandedBack: (lease) => this.#handedBack(lease),
    });
    this.#places = new Places({ feed, queue, log });
    this.#checks = new LoadChecks({ graders: () => this.#slots.checkers, log, steady: clock.steady });
  }

  /** Starts the graders; `run` sets them to work. @throws InfrastructureError when one does not start as the others do. */
  start(): Promise<void> {
    return this.#slots.open(this.#options.slots);
  }

  /** Takes up the queue, beginning with what a stopped server left behind. */
  run(): void {
    this.#leases.start();
    this.#shares.start();
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

  /** Which files of a submission do not load, by its own run or beside those of others; undefined when that cannot be had soon. */
  check(request: LoadCheckRequest): Promise<readonly LoadProblem[] | undefined> {
    return this.#checks.check(request);
  }

  /** Says that there is work. */
  wake(): void {
    this.#alarm.ring();
  }

  /** Takes no more work; waits for what is being graded, and after `graceMilliseconds` returns it to the queue. */
  async stop(graceMilliseconds: number): Promise<void> {
    this.#stop.abort();
    this.#checks.stop();
    this.wake();
    const all = Promise.all(this.#loops);
    const grace = new AbortController();
    await Promise.race([all, pause(graceMilliseconds, grace.signal)]);
    grace.abort();
    this.#shares.stop();
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
    const run: SlotRun = { startedAt, cancel: new AbortController(), isAnswered: false };
    slot.lease = lease;
    slot.run = run;
    this.#tell(lease, { type: "started" });
    this.#places.changed();
    try {
      const report = await this.#ask(grader, lease, run.cancel.signal);
      run.isAnswered = true;
      const answeredAt = steady();
      this.#shares.ended(answeredAt - startedAt);
      if (slot.lease !== undefined) await this.#store(lease, { report, startedAt, answeredAt });
    } catch (error) {
      if (error instanceof RunCancelledError) return;
      if (!(error instanceof InfrastructureError)) throw error;
      slot.grader = undefined;
      if (slot.lease !== undefined) this.#failed(lease, error.message);
      await grader.close();
    } finally {
      slot.lease = undefined;
      slot.run = undefined;
      guarded(this.#options.log, () => this.#options.store.queue.took(lease, steady() - startedAt));
    }
  }

  /** Others go first: whoever follows the submission waits again. */
  #handedBack(lease: Lease): void {
    const { store, log } = this.#options;
    const { submissionId, kind } = lease;
    log.info({ submissionId, kind }, "handed back after its first share; others go first");
    const place = store.queue.place(submissionId);
    if (place !== undefined) this.#tell(lease, { type: "queued", ...place });
    this.#places.changed();
  }

  async #ask(grader: Grader, lease: Lease, signal: AbortSignal): Promise<Report> {
    const { module, files, seed, sha256 } = lease;
    const report = await grader.grade({
      moduleId: module,
      files,
      seed,
      signal,
      onLoaded: (problems) => this.#checks.runLoaded(lease.submissionId, problems),
      onNotice: logNotices(this.#options.log, lease.submissionId),
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
    this.#options.metrics?.graded(stored.timings);
    this.#tell(lease, { type: "graded", score, maxScore });
    log.info({ submissionId, kind, module, score, ...stored }, "graded");
  }

  #failed(lease: Lease, reason: string): void {
    const { store, log } = this.#options;
    const { submissionId } = lease;
    this.#checks.runBroke(submissionId);
    const then = store.queue.fail(lease, reason);
    this.#options.metrics?.attemptBroke(then);
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
