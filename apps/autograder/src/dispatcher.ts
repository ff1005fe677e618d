import type { SubmissionEvent } from "@tinytorch/api";
import { InfrastructureError, type Report, type SandboxLayer } from "@tinytorch/course";
import type { Grader } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "./clock.ts";
import { type Lease, leaseMilliseconds } from "./store/queue.ts";
import type { Store } from "./store/store.ts";
import type { SubmissionFeed } from "./submission-feed.ts";

/** How often the queue is looked at without being woken: for pauses that ended and leases that ran out. */
const safetyNetMilliseconds = 1_000;
/** How often those who wait are told their place: with hundreds waiting, each time costs. */
const positionsMilliseconds = 1_000;
const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;
/** Tries to store a run before its attempt is given up; with the pauses between them about a minute. */
const storeTries = 8;

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

interface Slot {
  grader: Grader | undefined;
  /** What is being graded; undefined again once the lease was given back. */
  lease: Lease | undefined;
}

/**
 * Takes work from the queue and has it graded: one loop per slot, each with its own grader process, started ahead of
 * need and replaced when it breaks. A run is stored under its lease's fencingToken, so however often a lease is lost and taken
 * again, a submission is graded into one run.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #slots: Slot[] = [];
  readonly #stop = new AbortController();
  readonly #sleepers = new Set<() => void>();
  #loops: Promise<void>[] = [];
  #timers: NodeJS.Timeout[] = [];
  #positionsTimer: NodeJS.Timeout | undefined;
  #layers: readonly SandboxLayer[] = [];
  /** Whether a stopped server's work was taken over; a database that is locked or full may refuse it at first. */
  #hasTakenOver = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /**
   * Starts the graders; `run` sets them to work.
   * @throws InfrastructureError when one does not start, or not
   * with the layers of the others.
   */
  async start(): Promise<void> {
    const { slots, startGrader } = this.#options;
    const starts = await Promise.allSettled(Array.from({ length: slots }, () => startGrader()));
    const graders = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    const refused = starts.find((start) => start.status === "rejected");
    const sandboxes = new Set(graders.map(({ layers }) => layers.join(", ")));
    if (refused !== undefined || sandboxes.size > 1) {
      await Promise.all(graders.map((grader) => grader.close()));
      throw refused?.reason ?? unequalLayers(sandboxes);
    }
    this.#layers = graders[0]?.layers ?? [];
    this.#slots.push(...graders.map((grader) => ({ grader, lease: undefined })));
  }

  /** Takes up the queue, beginning with what a stopped server left behind. */
  run(): void {
    this.#tendQueue();
    this.#loops = this.#slots.map((slot) => this.#work(slot));
    this.#timers = [
      setInterval(() => this.#tendQueue(), safetyNetMilliseconds),
      setInterval(() => this.#guarded(() => this.#renewLeases()), leaseMilliseconds / 3),
    ];
  }

  /** Grader processes that are up. */
  get graders(): number {
    return this.#slots.filter((slot) => slot.grader !== undefined).length;
  }

  /** What keeps a submission apart here, innermost first. */
  get layers(): readonly SandboxLayer[] {
    return this.#layers;
  }

  /** Says that there is work. */
  wake(): void {
    for (const wakeUp of [...this.#sleepers]) wakeUp();
  }

  /** Takes no more work; waits for what is being graded, and after `graceMilliseconds` returns it to the queue. */
  async stop(graceMilliseconds: number): Promise<void> {
    this.#stop.abort();
    this.wake();
    const all = Promise.all(this.#loops);
    const grace = new AbortController();
    await Promise.race([all, pause(graceMilliseconds, grace.signal)]);
    grace.abort();
    for (const slot of this.#slots) {
      const { lease } = slot;
      slot.lease = undefined;
      if (lease !== undefined) this.#guarded(() => this.#options.store.queue.release(lease));
    }
    await Promise.all(this.#slots.map((slot) => slot.grader?.close()));
    await all;
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#positionsTimer);
  }

  async #work(slot: Slot): Promise<void> {
    const { store, owner, log } = this.#options;
    let restart = firstPauseMilliseconds;
    while (!this.#stop.signal.aborted) {
      try {
        slot.grader ??= await this.#restart();
        const lease = this.#stop.signal.aborted ? undefined : store.queue.lease(owner);
        if (lease === undefined) await this.#sleep(safetyNetMilliseconds);
        else await this.#grade(slot, slot.grader, lease);
        restart = firstPauseMilliseconds;
      } catch (error) {
        log.error({ err: error }, "a grading slot met an error; it goes on after a pause");
        await pause(restart, this.#stop.signal);
        restart = Math.min(2 * restart, longestPauseMilliseconds);
      }
    }
    await slot.grader?.close();
  }

  /** A grader in place of one that broke, with no layer less: work waits rather than run in a weaker sandbox. */
  async #restart(): Promise<Grader> {
    const grader = await this.#options.startGrader();
    const lost = this.#layers.filter((layer) => !grader.layers.includes(layer));
    if (lost.length === 0) return grader;
    await grader.close();
    throw new InfrastructureError(
      `sandbox: the layers that were there at the start must stay, got a grader without ${lost.join(", ")}`,
    );
  }

  async #grade(slot: Slot, grader: Grader, lease: Lease): Promise<void> {
    const startedAt = this.#options.clock.steady();
    slot.lease = lease;
    this.#tell(lease, { type: "started" });
    this.#positionsChanged();
    try {
      const report = await this.#ask(grader, lease);
      if (slot.lease !== undefined)
        await this.#store(lease, { report, startedAt, answeredAt: this.#options.clock.steady() });
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

  /** A database that cannot be written to for a while (locked, disk full) costs time, not the run. */
  async #store(lease: Lease, run: { report: Report; startedAt: number; answeredAt: number }): Promise<void> {
    const { store, log } = this.#options;
    const { submissionId, fencingToken, module, kind } = lease;
    for (let tries = 1; ; tries += 1) {
      try {
        const stored = store.runs.store(lease, run);
        if (stored === undefined) {
          log.warn({ submissionId, fencingToken }, "a result came under a lost lease and was dropped");
          return;
        }
        const { score, max_score: maxScore } = run.report;
        this.#tell(lease, { type: "graded", score, maxScore });
        log.info({ submissionId, kind, module, score, ...stored }, "graded");
        return;
      } catch (error) {
        if (tries === storeTries) throw error;
        log.error({ err: error, submissionId, tries }, "a run could not be stored; trying again");
        await pause(Math.min(firstPauseMilliseconds * 2 ** (tries - 1), longestPauseMilliseconds));
      }
    }
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

  /** Returns to the queue what nobody works on: once what a stopped server held, and always leases that ran out. */
  #tendQueue(): void {
    const { store, owner, log } = this.#options;
    this.#guarded(() => {
      if (!this.#hasTakenOver) {
        const returned = store.queue.reclaimForeign(owner);
        this.#hasTakenOver = true;
        if (returned > 0) log.info({ returned }, "returned to the queue what a stopped server left behind");
        this.wake();
      }
      store.queue.reclaimExpired();
    });
  }

  #renewLeases(): void {
    const { store, log } = this.#options;
    for (const { lease } of this.#slots) {
      if (lease !== undefined && !store.queue.heartbeat(lease)) {
        log.warn({ submissionId: lease.submissionId, fencingToken: lease.fencingToken }, "a lease was lost");
      }
    }
  }

  /** Work beside the loops must not end the server: the next beat tries again. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.log.error({ err: error }, "the queue could not be tended; trying again");
    }
  }

  #positionsChanged(): void {
    const { feed, store } = this.#options;
    this.#positionsTimer ??= setTimeout(() => {
      this.#positionsTimer = undefined;
      this.#guarded(() => feed.publishPlaces(() => store.queue.places()));
    }, positionsMilliseconds);
  }

  /** Waits until woken, and at most so long. */
  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, milliseconds);
      this.#sleepers.add(wakeUp);
    });
  }
}

/** One submission must be kept apart as well as another. */
function unequalLayers(sandboxes: ReadonlySet<string>): InfrastructureError {
  const got = [...sandboxes].join(" in one and ");
  return new InfrastructureError(`sandbox: every grader must have the same layers, got ${got} in another`);
}

/** Waits so long, or until the signal. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
}
