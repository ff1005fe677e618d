import type { FastifyBaseLogger } from "fastify";
import type { Queue } from "../store/queue.ts";
import type { SubmissionFeed } from "../submission-feed.ts";
import { guarded } from "./guarded.ts";

/** How often those who wait are told their place: with hundreds waiting, each time costs. */
const everyMilliseconds = 1_000;

/** Tells those who wait where they stand, some time after that changed. */
export class Places {
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor({ feed, queue, log }: { feed: SubmissionFeed; queue: Queue; log: FastifyBaseLogger }) {
    this.#tell = () => guarded(log, () => feed.publishPlaces(() => queue.places()));
  }

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, everyMilliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
