import { statSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { openOffers, openQueueMark, packCourse, QueueError, type Redis } from "@tinytorch/work-queue";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../../clock.ts";
import type { Dispatcher } from "../dispatcher.ts";
import type { Queue } from "../queue.ts";
import { openGradingKeys } from "./grading-keys.ts";
import { WorkElsewhere } from "./work-elsewhere.ts";

/** By default, how long a start waits for the mark of a server that ended without taking it away. */
const markPatience = 20_000;

export interface ElsewhereOptions {
  readonly redis: Redis;
  readonly dataFolder: string;
  /** The course's folder. */
  readonly root: string;
  readonly queue: Queue;
  readonly dispatcher: Dispatcher;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  readonly gradersHere: number;
  readonly markMilliseconds?: number;
}

/**
 * Readies work for graders on other machines, and joins them to the dispatcher, which has started and does not run yet.
 * @throws QueueError when another server gives its work to the same queue.
 */
export async function openElsewhere(options: ElsewhereOptions): Promise<WorkElsewhere> {
  const { redis, root, dispatcher, log } = options;
  const keys = openGradingKeys(options.dataFolder);
  const onTrouble = (error: Error) => log.debug({ err: error }, "the queue's engine has trouble");
  const mark = openQueueMark(redis, keys.queue, ownerOf(options.dataFolder));
  for (let waited = 0; !(await mark.hold()); waited += 500) {
    if (waited >= (options.markMilliseconds ?? markPatience)) {
      throw new QueueError(
        "TINYTORCH_QUEUE: one server at a time gives its work to a queue, got a second with the same data folder or a copy of it; end the other",
      );
    }
    await sleep(500);
  }
  const offers = await openOffers(redis, keys.queue, onTrouble);
  const { outcomes, standard } = dispatcher;
  const elsewhere = new WorkElsewhere({
    ...options,
    keys,
    outcomes,
    standard,
    bundle: await packCourse(root),
    offers,
    mark,
  });
  dispatcher.join(elsewhere);
  return elsewhere;
}

/**
 * Names a data folder among its copies: one server at a time holds a folder, so the next one on it goes on with the mark of one that was
 * killed; a copy elsewhere does not.
 */
function ownerOf(dataFolder: string): string {
  const { dev, ino } = statSync(dataFolder);
  return `${hostname()} ${dev} ${ino}`;
}
