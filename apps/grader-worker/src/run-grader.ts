import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxLayer } from "@tinytorch/course";
import {
  announceMilliseconds,
  connectServer,
  engineQueue,
  type GraderQueue,
  type GradingServer,
  isMarked,
  openRedis,
  openTaker,
  placeOf,
  QueueError,
  type Redis,
  ServerAwayError,
  type Welcome,
} from "@tinytorch/work-queue";
import type { Logger } from "pino";
import { type Bench, openBench } from "./bench.ts";
import { gradeWork } from "./grade-work.ts";
import { installedCourse } from "./installed-course.ts";
import type { Settings } from "./settings.ts";

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;
/** A server makes its mark every second: for so long a grader that starts looks for it. */
const markMilliseconds = 5_000;

/** What is said of a grader that takes work. */
export interface Ready {
  readonly places: number;
  readonly sandbox: readonly SandboxLayer[];
  /** The hash of the course. */
  readonly course: string;
}

export interface RunOptions {
  readonly settings: Settings;
  readonly log: Logger;
  /** Aborted, it takes no more, and ends when what it has is done or given back. */
  readonly stop: AbortSignal;
  /** Called each time it begins to take work, by another course too. */
  readonly onReady: (ready: Ready) => void;
}

/**
 * A grader without a database: takes work from an engine, grades it by its server's course, and hands in what it came to. It outlives
 * restarts of both, and goes over to another course when its server does.
 * @throws QueueError when something must be set right before it may take work; InfrastructureError when no grader starts.
 */
export async function runGrader(options: RunOptions): Promise<void> {
  const { settings, log, stop } = options;
  const instance = randomUUID();
  const server = connectServer(settings.serverUrl, settings.key.token, instance);
  const redis = await openRedis(settings.queueUrl, {
    patient: true,
    onTrouble: (error) => log.warn({ err: error }, "the queue's engine is not there; it is tried again"),
  });
  try {
    let welcome: Welcome | undefined = await server.welcome().catch(asQueueError);
    await requireMark(redis, welcome.queue, settings.queueUrl);
    while (welcome !== undefined) {
      const root = await installedCourse(welcome, { server, key: settings.key, cacheFolder: settings.cacheFolder });
      const bench = await openBench(root, welcome, settings);
      try {
        await workBy(welcome, bench, { ...options, server, redis, instance });
      } finally {
        await bench.close();
      }
      if (stop.aborted) return;
      log.info("the server grades by another course now; it is fetched");
      welcome = await otherWelcome(server, stop);
    }
  } finally {
    await server.leave().catch(() => {});
    redis.disconnect();
  }
}

interface Parts extends RunOptions {
  readonly server: GradingServer;
  readonly redis: Redis;
  readonly instance: string;
}

/**
 * Takes work until it is stopped, or the server grades by another course; then ends or gives back what it has.
 * @throws QueueError when the server turns it away.
 */
async function workBy({ queue: name, bundle: { sha256: bundle } }: Welcome, bench: Bench, parts: Parts): Promise<void> {
  const { settings, log, stop, onReady, server, redis, instance } = parts;
  const { places, graceMilliseconds } = settings;
  const end = new AbortController();
  const giveBack = new AbortController();
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    end.abort();
  };
  const announce = () => {
    const { layers, version } = bench;
    // Who cannot be carried anything has no place for it.
    const free = redis.status === "ready" ? places : 0;
    return server.announce({ instance, places: free, layers: [...layers], version, bundle });
  };

  await announce();
  const taker = await openTaker(redis, name, (error) => log.debug({ err: error }, "the queue's engine has trouble"));
  const queue = takingInTurn(engineQueue({ taker, server, bundle, onOtherCourse: () => end.abort() }));
  const onStop = () => end.abort();
  stop.addEventListener("abort", onStop);
  if (stop.aborted) end.abort();
  const beats = setInterval(() => {
    void announce().catch(async (error: unknown) => {
      if (error instanceof ServerAwayError) return;
      // It is turned away for its course, which is no fault of its own, or for good.
      const welcome = await server.welcome().catch(() => undefined);
      if (welcome !== undefined && welcome.bundle.sha256 !== bundle) end.abort();
      else fail(error);
    });
  }, announceMilliseconds);
  try {
    onReady({ places, sandbox: bench.layers, course: bundle });
    const loops = Promise.all(
      Array.from({ length: places }, (_, place) =>
        workAt(place, { queue, bench, log, end: end.signal, giveBack: giveBack.signal }).catch(fail),
      ),
    );
    await aborted(end.signal);
    clearInterval(beats);
    await server.leave().catch(() => {});
    await taker.close();
    const grace = setTimeout(() => giveBack.abort(), graceMilliseconds);
    await loops;
    clearTimeout(grace);
  } finally {
    clearInterval(beats);
    stop.removeEventListener("abort", onStop);
    await taker.close();
  }
  if (failure !== undefined) throw failure;
}

interface PlaceOptions {
  readonly queue: GraderQueue;
  readonly bench: Bench;
  readonly log: Logger;
  readonly end: AbortSignal;
  readonly giveBack: AbortSignal;
}

/** The work of one place, one submission at a time. @throws QueueError when the server does not know the grader any more. */
async function workAt(place: number, { queue, bench, log, end, giveBack }: PlaceOptions): Promise<void> {
  let pause = firstPauseMilliseconds;
  while (!end.aborted) {
    try {
      const grader = await bench.grader(place);
      const work = end.aborted ? undefined : await queue.take();
      if (work === undefined) continue;
      const fate = await (end.aborted
        ? queue.giveBack(work).then(() => "given back" as const)
        : gradeWork(work, { queue, grader, log, giveBack }));
      log.info({ jobId: work.jobId, module: work.module, fate }, "done with work");
      if (fate === "broken") await bench.broke(place);
      pause = firstPauseMilliseconds;
    } catch (error) {
      if (error instanceof QueueError) throw error;
      if (end.aborted) return;
      log.error({ err: error }, "a place met an error; it goes on after a pause");
      await sleep(pause, undefined, { signal: end }).catch(() => {});
      pause = Math.min(2 * pause, longestPauseMilliseconds);
    }
  }
}

/** The engine is asked by one place at a time. */
function takingInTurn(queue: GraderQueue): GraderQueue {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ...queue,
    take() {
      const taking = turn.then(() => queue.take());
      turn = taking.catch(() => {});
      return taking;
    },
  };
}

/** @throws QueueError when the Redis carries no work of this server's. */
async function requireMark(redis: Redis, queue: string, url: string): Promise<void> {
  const until = performance.now() + markMilliseconds;
  while (!(await isMarked(redis, queue))) {
    if (performance.now() > until) {
      throw new QueueError(
        `queue: the Redis at ${placeOf(url)} must carry the work of this grader's server, got one that carries none of it; give --queue the address in the server's TINYTORCH_QUEUE`,
      );
    }
    await sleep(firstPauseMilliseconds / 2);
  }
}

/** What the server wants by now, as soon as it says so; undefined when the grader is stopped meanwhile. */
async function otherWelcome(server: GradingServer, stop: AbortSignal): Promise<Welcome | undefined> {
  for (;;) {
    try {
      return await server.welcome();
    } catch (error) {
      if (!(error instanceof ServerAwayError)) throw error;
      await sleep(firstPauseMilliseconds, undefined, { signal: stop }).catch(() => {});
      if (stop.aborted) return undefined;
    }
  }
}

/** A server that cannot be reached at the start is set up wrongly, as far as one can tell. */
function asQueueError(error: unknown): never {
  if (error instanceof ServerAwayError) throw new QueueError(error.message, { cause: error });
  throw error;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
