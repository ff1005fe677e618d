import type { SubmissionEvent } from "@tinytorch/api";
import type { Place } from "./store/queue.ts";

/** An event with its id, which tells a reconnecting client's place; waiting has none, it is not a step. */
export interface FeedEvent {
  readonly id: string | undefined;
  readonly event: SubmissionEvent;
}

export type FeedListener = (event: FeedEvent) => void;

/**
 * What is happening to submissions right now, told to whoever listens. It remembers the latest step of those being
 * graded and nothing else: what is lasting is in the store.
 */
export class SubmissionFeed {
  readonly #listeners = new Map<string, Set<FeedListener>>();
  readonly #latest = new Map<string, FeedEvent>();

  /** `fencingToken` is that of the job's lease, so ids differ from attempt to attempt. */
  publish(submissionId: string, fencingToken: number, event: SubmissionEvent): void {
    const told = { id: eventId(fencingToken, event), event };
    if (event.type === "started" || event.type === "progress") this.#latest.set(submissionId, told);
    else this.#latest.delete(submissionId);
    for (const listener of this.#listeners.get(submissionId) ?? []) listener(told);
  }

  /** Tells everybody who waits how far along the queue they are. */
  publishPlaces(places: () => ReadonlyMap<string, Place>): void {
    if (this.#listeners.size === 0) return;
    const all = places();
    for (const [submissionId, listeners] of this.#listeners) {
      const place = all.get(submissionId);
      if (place === undefined) continue;
      for (const listener of listeners) listener({ id: undefined, event: { type: "queued", ...place } });
    }
  }

  /** The latest step of a submission being graded. */
  latest(submissionId: string): FeedEvent | undefined {
    return this.#latest.get(submissionId);
  }

  /** Calls `listener` with each further event, until the returned function is called. */
  follow(submissionId: string, listener: FeedListener): () => void {
    const listeners = this.#listeners.get(submissionId) ?? new Set();
    this.#listeners.set(submissionId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(submissionId) === listeners) {
        this.#listeners.delete(submissionId);
      }
    };
  }
}

/** `3.7`: the third attempt's seventh step; the last events are `end`, whatever the attempt. */
export function eventId(fencingToken: number, event: SubmissionEvent): string | undefined {
  switch (event.type) {
    case "queued":
      return undefined;
    case "started":
      return `${fencingToken}.1`;
    case "progress":
      return `${fencingToken}.${2 + event.done}`;
    case "graded":
    case "failed":
      return "end";
  }
}
