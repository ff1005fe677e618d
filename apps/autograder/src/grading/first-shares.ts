import type { FastifyBaseLogger } from "fastify";
import { guarded } from "./guarded.ts";
import type { Lease, Queue } from "./queue.ts";
import type { Slot } from "./slots.ts";

/** How often it is looked whether somebody waits for work that had its share. */
const lookMilliseconds = 100;

/** The share while nothing is known, and its bounds. */
const usualShareMilliseconds = 2_000;
const leastShareMilliseconds = 1_500;
const longestShareMilliseconds = 5_000;
/** … in between it is so many times what most work takes, whatever the machine and the modules. */
const timesMedian = 2;
const recentRuns = 20;

/** What is asked of a slot: a grader that is up, and its work. */
export interface SharedSlot extends Pick<Slot, "lease" | "run"> {
  readonly grader: object | undefined;
}

export interface FirstSharesOptions {
  readonly queue: Pick<Queue, "isAwaited" | "handBack">;
  readonly slots: { readonly all: readonly SharedSlot[] };
  readonly log: FastifyBaseLogger;
  readonly steady: () => number;
  /** Called when a job is in the queue again, before its run has ended. */
  readonly onHandedBack: (lease: Lease) => void;
}

/**
 * Watches that work which had its first share of a grader's time makes room for others. When all graders are busy and
 * somebody else's new work waits, of the work that is past its share and was never handed back the least urgent is, and of
 * that what began last, for it loses least. One at a time: the next when the grader has ended the run.
 *
 * Whoever comes next waits no longer for new work than a share for each account that is ahead, divided among the graders. A share that most
 * work does not fit into would only cost: it follows what runs took lately, within bounds.
 */
export class FirstShares {
  readonly #options: FirstSharesOptions;
  readonly #recent: number[] = [];
  #looks: NodeJS.Timeout | undefined;

  constructor(options: FirstSharesOptions) {
    this.#options = options;
  }

  start(): void {
    this.#looks = setInterval(() => this.look(), lookMilliseconds);
  }

  stop(): void {
    clearInterval(this.#looks);
  }

  /** A run has ended by itself after so long. */
  ended(milliseconds: number): void {
    this.#recent.push(milliseconds);
    if (this.#recent.length > recentRuns) this.#recent.shift();
  }

  /** How long work is in a grader's hands before it makes room. */
  get milliseconds(): number {
    const median = this.#recent.toSorted((one, other) => one - other)[this.#recent.length >> 1];
    if (median === undefined) return usualShareMilliseconds;
    return Math.min(Math.max(timesMedian * median, leastShareMilliseconds), longestShareMilliseconds);
  }

  /** Hands back what has to make room now, if anything does. */
  look(): void {
    const { slots, queue, log, onHandedBack } = this.#options;
    // A slot whose grader is being started again is not free, and no work of others should wait for it.
    const isChanging = slots.all.some(({ grader, lease, run }) =>
      run === undefined ? grader !== undefined : lease === undefined,
    );
    if (isChanging) return;
    guarded(log, () => {
      const slot = this.#pastTheirShare().find(({ lease }) => queue.isAwaited(lease));
      if (slot === undefined) return;
      const isBack = queue.handBack(slot.lease);
      // Under a lease that was lost nothing is stored any more: its grader is free for others all the same.
      slot.giveUp();
      if (isBack) onHandedBack(slot.lease);
    });
  }

  /** Who gives up first comes first. */
  #pastTheirShare(): readonly PastShare[] {
    const before = this.#options.steady() - this.milliseconds;
    return this.#options.slots.all
      .flatMap((slot) => pastShare(slot, before))
      .sort((one, other) => other.lease.priority - one.lease.priority || other.startedAt - one.startedAt);
  }
}

interface PastShare {
  readonly lease: Lease;
  readonly startedAt: number;
  giveUp(): void;
}

function pastShare(slot: SharedSlot, before: number): readonly PastShare[] {
  const { lease, run } = slot;
  if (lease === undefined || run === undefined || run.isAnswered || lease.isLong || run.startedAt > before) return [];
  const giveUp = () => {
    slot.lease = undefined;
    run.cancel.abort();
  };
  return [{ lease, startedAt: run.startedAt, giveUp }];
}
