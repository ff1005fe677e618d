import { InfrastructureError, type LoadProblem, type Report, type SandboxLayer } from "@tinytorch/course";
import { type Grader, RunCancelledError } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.ts";
import type { Metrics } from "../features/metrics/metrics.ts";
import type { Store } from "../store.ts";
import { Alarm } from "./alarm.ts";
import { FirstShares, type SharedSlot } from "./first-shares.ts";
import { guarded } from "./guarded.ts";
import { Leases, tendMilliseconds } from "./leases.ts";
import { type LoadCheckRequest, LoadChecks } from "./load-checks.ts";
import { logNotices } from "./log-notices.ts";
import { Outcomes } from "./outcomes.ts";
import { pause } from "./pause.ts";
import { Places } from "./places.ts";
import type { Lease } from "./queue.ts";
import { type Slot, type SlotRun, Slots } from "./slots.ts";
import type { Standard } from "./standard.ts";
import type { SubmissionFeed } from "./submission-feed.ts";

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;

/** Graders on other machines, as far as those of this one have to do with them. */
export interface Elsewhere {
  /** Whose leases are theirs. */
  readonly owner: string;
  /** One for each submission that is in their hands, and one more while any of them is free. */
  readonly slots: readonly SharedSlot[];
  /** How many submissions they grade at once. */
  readonly places: number;
  /** Says that there is work. */
  wake(): void;
}

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
  /** What becomes of work; that of other machines too. */
  readonly outcomes: Outcomes;
  #elsewhere: Elsewhere | undefined;
  readonly #alarm = new Alarm();
  readonly #stop = new AbortController();
  #loops: readonly Promise<void>[] = [];

  constructor(options: DispatcherOptions) {
    const { store, feed, log, startGrader, clock, metrics } = options;
    const { queue } = store;
    this.#options = options;
    this.#slots = new Slots(startGrader);
    this.#leases = new Leases({
      queue,
      slots: this.#slots,
      log,
      owners: () => this.#owners(),
      onTakenOver: () => this.wake(),
    });
    const everywhere = (): readonly SharedSlot[] => [...this.#slots.all, ...(this.#elsewhere?.slots ?? [])];
    this.#shares = new FirstShares({
      ...{ queue, log, steady: clock.steady },
      slots: {
        get all() {
          return everywhere();
        },
      },
      onHandedBack: (lease) => this.#handedBack(lease),
    });
    this.#places = new Places({ feed, queue, log });
    this.outcomes = new Outcomes({ store, feed, log, places: this.#places, metrics });
    this.#checks = new LoadChecks({ graders: () => this.#slots.checkers, log, steady: clock.steady });
  }

  /** Starts the graders; `run` sets them to work. @throws InfrastructureError when one does not start as the others do. */
  start(): Promise<void> {
    return this.#slots.open(this.#options.slots);
  }

  /** Graders of other machines work on the same queue from here on. To be called before `run`. */
  join(elsewhere: Elsewhere): void {
    this.#elsewhere = elsewhere;
  }

  /** Takes up the queue, beginning with what a stopped server left behind. */
  run(): void {
    this.#leases.start();
    this.#shares.start();
    this.#loops = this.#slots.all.map((slot) => this.#work(slot));
  }

  /** Graders that are up, here and on other machines. */
  get graders(): number {
    return this.#slots.graders + (this.#elsewhere?.places ?? 0);
  }

  /** Grader processes of this machine that are up. */
  get gradersHere(): number {
    return this.#slots.graders;
  }

  /** What every grader has in common. */
  get standard(): Standard {
    return this.#slots.standard;
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
    this.#elsewhere?.wake();
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
    this.outcomes.begun(lease);
    try {
      const report = await this.#ask(grader, lease, run.cancel.signal);
      run.isAnswered = true;
      const answeredAt = steady();
      this.#shares.ended(answeredAt - startedAt);
      if (slot.lease !== undefined) await this.outcomes.finished(lease, { report, startedAt, answeredAt });
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
    const { submissionId, kind } = lease;
    this.#options.log.info({ submissionId, kind }, "handed back after its first share; others go first");
    this.outcomes.waitsAgain(lease);
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
      onProgress: (progress) => this.outcomes.progressed(lease, progress),
    });
    if (report.sha256 !== sha256 || report.seed !== seed || report.module !== module) {
      throw new InfrastructureError("grade: the report must be of the work that was given, got another's");
    }
    return report;
  }

  #failed(lease: Lease, reason: string): void {
    this.#checks.runBroke(lease.submissionId);
    this.outcomes.failed(lease, reason);
  }

  #owners(): { readonly own: string; readonly spared: string | undefined } {
    return { own: this.#options.owner, spared: this.#elsewhere?.owner };
  }
}
