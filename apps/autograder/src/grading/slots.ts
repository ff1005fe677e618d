import type { SandboxLayer } from "@tinytorch/course";
import type { Grader } from "@tinytorch/grader";
import type { LoadChecker } from "./load-checks.ts";
import type { Lease } from "./queue.ts";
import { expectStandard, type Standard, standardOf } from "./standard.ts";

/** The work of a slot's grader. */
export interface SlotRun {
  /** By the steady clock. */
  readonly startedAt: number;
  /** Cancels it. */
  readonly cancel: AbortController;
  /** The grader is done with it; what is left is to store it. */
  isAnswered: boolean;
}

/** A place where one submission at a time is graded. */
export interface Slot {
  /** Undefined while a broken one is being replaced. */
  grader: Grader | undefined;
  /** What is being graded; undefined again once the lease was given back. */
  lease: Lease | undefined;
  /** What its grader is busy with, until it is free again. */
  run: SlotRun | undefined;
}

/** The slots of a server, each with a grader process of its own, started ahead of need and all alike. */
export class Slots {
  readonly #startGrader: () => Promise<Grader>;
  #slots: readonly Slot[] = [];
  #standard: Standard = { layers: [], version: "" };

  constructor(startGrader: () => Promise<Grader>) {
    this.#startGrader = startGrader;
  }

  /** Starts so many graders. @throws InfrastructureError when one does not start, or is not like the others. */
  async open(count: number): Promise<void> {
    const starts = await Promise.allSettled(Array.from({ length: count }, () => this.#startGrader()));
    const graders = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    try {
      const refused = starts.find((start) => start.status === "rejected");
      if (refused !== undefined) throw refused.reason;
      this.#standard = standardOf(graders);
    } catch (error) {
      await Promise.all(graders.map((grader) => grader.close()));
      throw error;
    }
    this.#slots = graders.map((grader) => ({ grader, lease: undefined, run: undefined }));
  }

  get all(): readonly Slot[] {
    return this.#slots;
  }

  /** Grader processes that are up. */
  get graders(): number {
    return this.#slots.filter((slot) => slot.grader !== undefined).length;
  }

  /** The graders that can be asked whether a submission loads, those first that grade nothing. */
  get checkers(): readonly LoadChecker[] {
    const byLeisure = [...this.#slots].sort(
      (one, other) => Number(one.lease !== undefined) - Number(other.lease !== undefined),
    );
    return byLeisure.flatMap(({ grader }) => (grader === undefined ? [] : [grader]));
  }

  get standard(): Standard {
    return this.#standard;
  }

  /** What keeps a submission apart here, innermost first. */
  get layers(): readonly SandboxLayer[] {
    return this.#standard.layers;
  }

  /** The slot's grader; one in place of it when it broke. @throws InfrastructureError when that is not as the others are. */
  async graderOf(slot: Slot): Promise<Grader> {
    if (slot.grader !== undefined) return slot.grader;
    const grader = await this.#startGrader();
    try {
      expectStandard(grader, this.#standard);
    } catch (error) {
      await grader.close();
      throw error;
    }
    slot.grader = grader;
    return grader;
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.grader?.close()));
  }
}
