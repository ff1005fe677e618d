import type { LoadProblem } from "@tinytorch/course";
import type { CheckRequest, Grader } from "@tinytorch/grader";
import type { FastifyBaseLogger } from "fastify";
import { logNotices } from "./log-notices.ts";

/** How long a receipt waits for its check. */
const longestWaitMilliseconds = 2_000;
/** How long it waits before that for its submission's own run, which loads the files anyway. */
const longestRunWaitMilliseconds = 1_000;
/** Checks of one account that may wait or be under way. */
const checksPerAccount = 2;
/** In a rush the graders are for grading: who stands further back than so many for each grader is not checked. */
const placesPerGrader = 2;
/** An account whose files took longer than a receipt waits is not checked again for so long: they cost a grader's time. */
const restMilliseconds = 60_000;

/** What is to be loaded, and for whom. */
export interface LoadCheckRequest extends Pick<CheckRequest, "moduleId" | "files"> {
  readonly submissionId: string;
  readonly userId: string;
  /** Its place in the queue. */
  readonly position: number;
}

/** Loads the files of a submission as a run would, and says which of them do not load. */
export type LoadChecker = Pick<Grader, "check">;

export interface LoadChecksOptions {
  /** The graders that are up, those first that grade nothing just now: each answers a check beside its grading. */
  readonly graders: () => readonly LoadChecker[];
  readonly log: FastifyBaseLogger;
  readonly steady: () => number;
  readonly waitMilliseconds?: number;
  /** 0 does not wait for the run at all. */
  readonly runWaitMilliseconds?: number;
}

/**
 * Has submissions checked as they come: by their own run where that begins at once, else beside those of others. A check is
 * a courtesy: where none can be had soon there is none, and the run says
 * later what did not load. Each grader is given one at a time and each account has few, so that a flood of submissions takes
 * no more than that from those that are graded.
 */
export class LoadChecks {
  readonly #options: LoadChecksOptions;
  readonly #busy = new Set<LoadChecker>();
  readonly #line: (() => void)[] = [];
  readonly #own = new Map<string, number>();
  /** Receipts that wait for their submission's run, by submission. */
  readonly #runs = new Map<string, (found: readonly LoadProblem[] | "broken") => void>();
  /** Until when an account's submissions are not checked. */
  readonly #resting = new Map<string, number>();
  #stopped = false;

  constructor(options: LoadChecksOptions) {
    this.#options = options;
  }

  /** What does not load; undefined when it could not be checked now. */
  async check(request: LoadCheckRequest): Promise<readonly LoadProblem[] | undefined> {
    if (this.#stopped || request.position > placesPerGrader * this.#options.graders().length) return undefined;
    const found = (await this.#byRun(request)) ?? (await this.#byCheck(request));
    return found === "broken" ? undefined : found;
  }

  /** From here on nothing is checked, and a check that ends with its grader is no failure. */
  stop(): void {
    this.#stopped = true;
  }

  /** A run has loaded a submission: its receipt need not have it loaded again. */
  runLoaded(submissionId: string, problems: readonly LoadProblem[]): void {
    this.#runs.get(submissionId)?.(problems);
  }

  /** The machinery broke under a submission's run: it would break under a check too. */
  runBroke(submissionId: string): void {
    this.#runs.get(submissionId)?.("broken");
  }

  /** What the submission's own run finds, when it begins soon. */
  async #byRun({ submissionId }: LoadCheckRequest): Promise<readonly LoadProblem[] | "broken" | undefined> {
    const { runWaitMilliseconds = longestRunWaitMilliseconds } = this.#options;
    if (runWaitMilliseconds === 0) return undefined;
    const { promise, resolve } = Promise.withResolvers<readonly LoadProblem[] | "broken" | undefined>();
    this.#runs.set(submissionId, resolve);
    const timer = setTimeout(resolve, runWaitMilliseconds, undefined);
    return await promise.finally(() => {
      clearTimeout(timer);
      this.#runs.delete(submissionId);
    });
  }

  async #byCheck(request: LoadCheckRequest): Promise<readonly LoadProblem[] | undefined> {
    const { userId } = request;
    const own = this.#own.get(userId) ?? 0;
    if (own >= checksPerAccount || this.#rests(userId)) return undefined;
    this.#own.set(userId, own + 1);
    const tooLate = new AbortController();
    const { waitMilliseconds = longestWaitMilliseconds } = this.#options;
    const late = new Promise<undefined>((resolve) => {
      tooLate.signal.addEventListener("abort", () => resolve(undefined));
    });
    const timer = setTimeout(() => tooLate.abort(), waitMilliseconds);
    const found = this.#find(request, tooLate.signal).finally(() => {
      clearTimeout(timer);
      const left = (this.#own.get(userId) ?? 1) - 1;
      if (left === 0) this.#own.delete(userId);
      else this.#own.set(userId, left);
    });
    return await Promise.race([found, late]);
  }

  async #find(request: LoadCheckRequest, tooLate: AbortSignal): Promise<readonly LoadProblem[] | undefined> {
    const grader = await this.#take(tooLate);
    if (grader === undefined) return undefined;
    const { submissionId, userId, moduleId, files } = request;
    const { log, steady, waitMilliseconds = longestWaitMilliseconds } = this.#options;
    const startedAt = steady();
    try {
      return await grader.check({ moduleId, files, onNotice: logNotices(log, submissionId) });
    } catch (error) {
      if (!this.#stopped) {
        log.warn({ err: error, submissionId }, "a submission could not be checked; it is accepted all the same");
      }
      return undefined;
    } finally {
      this.#busy.delete(grader);
      this.#line.shift()?.();
      const endedAt = steady();
      if (endedAt - startedAt > waitMilliseconds) this.#resting.set(userId, endedAt + restMilliseconds);
    }
  }

  /** Takes a grader that checks nothing, as soon as there is one; undefined when it is too late, or none is up. */
  async #take(tooLate: AbortSignal): Promise<LoadChecker | undefined> {
    while (!tooLate.aborted) {
      const graders = this.#options.graders();
      const free = graders.find((grader) => !this.#busy.has(grader));
      if (free !== undefined) this.#busy.add(free);
      if (free !== undefined || graders.length === 0) return free;
      await this.#next(tooLate);
    }
    // Whoever gives up when it was called passes the call on.
    this.#line.shift()?.();
    return undefined;
  }

  #next(tooLate: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const call = () => {
        tooLate.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#line.splice(this.#line.indexOf(call), 1);
        resolve();
      };
      this.#line.push(call);
      tooLate.addEventListener("abort", giveUp, { once: true });
    });
  }

  #rests(userId: string): boolean {
    const now = this.#options.steady();
    for (const [id, until] of this.#resting) if (until <= now) this.#resting.delete(id);
    return this.#resting.has(userId);
  }
}
