import type { FastifyBaseLogger } from "fastify";
import { guarded } from "./guarded.ts";
import { leaseMilliseconds, type Queue } from "./queue.ts";
import type { Slots } from "./slots.ts";

/** How often the queue is looked at without being woken: for pauses that ended and leases that ran out. */
export const tendMilliseconds = 1_000;

export interface LeasesOptions {
  readonly queue: Queue;
  readonly slots: Pick<Slots, "all">;
  readonly log: FastifyBaseLogger;
  /** Names this server's leases, and those that are left alone: of graders on other machines, who work on while no server is there. */
  readonly owners: () => { readonly own: string; readonly spared: string | undefined };
  /** Called when what a stopped server left behind is in the queue again. */
  readonly onTakenOver: () => void;
}

/** Keeps the leases: renews this server's own, ends runs whose lease was lost, and returns to the queue what nobody works on. */
export class Leases {
  readonly #options: LeasesOptions;
  #timers: readonly NodeJS.Timeout[] = [];
  /** Whether a stopped server's work was taken over; a database that is locked or full may refuse it at first. */
  #hasTakenOver = false;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** Begins with what a stopped server held, and goes on until it is stopped. */
  start(): void {
    this.#tend();
    this.#timers = [
      setInterval(() => this.#tend(), tendMilliseconds),
      setInterval(() => this.#renew(), leaseMilliseconds / 3),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Hands back what is being graded, as if it had not been taken. */
  giveBack(): void {
    const { queue, slots, log } = this.#options;
    for (const slot of slots.all) {
      const { lease } = slot;
      slot.lease = undefined;
      if (lease !== undefined) guarded(log, () => queue.release(lease));
    }
  }

  #tend(): void {
    const { queue, owners, log, onTakenOver } = this.#options;
    guarded(log, () => {
      if (!this.#hasTakenOver) {
        const { own, spared } = owners();
        const returned = queue.reclaimForeign(own, spared);
        this.#hasTakenOver = true;
        if (returned > 0) log.info({ returned }, "returned to the queue what a stopped server left behind");
        onTakenOver();
      }
      queue.reclaimExpired();
    });
  }

  #renew(): void {
    const { queue, slots, log } = this.#options;
    guarded(log, () => {
      for (const slot of slots.all) {
        const { lease, run } = slot;
        if (lease === undefined || queue.heartbeat(lease)) continue;
        const { submissionId, fencingToken } = lease;
        log.warn({ submissionId, fencingToken }, "a lease was lost");
        if (run === undefined || run.isAnswered) continue;
        // What it comes to would be dropped, and in the queue it counts as nobody's.
        slot.lease = undefined;
        run.cancel.abort();
      }
    });
  }
}
