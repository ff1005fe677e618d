import { randomUUID } from "node:crypto";
import { openCalendar } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import {
  connectServer,
  engineQueue,
  type GraderQueue,
  type GradingServer,
  openRedis,
  openTaker,
  type Redis,
  readGraderKey,
} from "@tinytorch/work-queue";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { openMetrics } from "../features/metrics/metrics.ts";
import { Dispatcher } from "../grading/dispatcher.ts";
import { type GradingKeys, openGradingKeys } from "../grading/elsewhere/grading-keys.ts";
import { openElsewhere } from "../grading/elsewhere/open-elsewhere.ts";
import type { WorkElsewhere } from "../grading/elsewhere/work-elsewhere.ts";
import { SubmissionFeed } from "../grading/submission-feed.ts";
import { buildApp } from "../http/app.ts";
import { closeApp } from "../http/close-app.ts";
import { findFeatures } from "../http/features.ts";
import { readSettings } from "../settings.ts";
import { openStore, type Store } from "../store.ts";
import { echoCourse } from "./echo-course.ts";
import type { TestClock } from "./test-clock.ts";

/** A grader's end of a real engine and a real server. */
export interface TestGrader {
  readonly queue: GraderQueue;
  readonly server: GradingServer;
  readonly instance: string;
  /** Says that it is there, and can grade so many at once. */
  announce(places: number): Promise<void>;
}

/** A server with an engine and no grader of its own, listening. */
export interface ElsewhereApp {
  readonly store: Store;
  readonly elsewhere: WorkElsewhere;
  readonly keys: GradingKeys;
  readonly address: string;
  readonly feed: SubmissionFeed;
  /** Everything written to the log. */
  readonly log: readonly string[];
  grader(token?: string): Promise<TestGrader>;
  /** As a server that is killed: nothing is given back, and the data folder is free. */
  vanish(): Promise<void>;
}

export interface ElsewhereAppOptions {
  readonly folder: string;
  readonly redisUrl: string;
  readonly clock: TestClock;
  readonly root?: string;
  readonly markMilliseconds?: number;
}

const quiet = () => {};

export async function openElsewhereApp(options: ElsewhereAppOptions): Promise<ElsewhereApp> {
  const { folder, redisUrl, clock, root = echoCourse, markMilliseconds } = options;
  const settings = readSettings({ TINYTORCH_COURSE: root, TINYTORCH_DATA: folder });
  const log: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => log.push(line) });
  const course = await openCourse(root);
  const store = openStore(folder, clock, 1);
  const feed = new SubmissionFeed();
  const metrics = openMetrics(store);
  const owner = randomUUID();
  const startGrader = () => Promise.reject(new Error("this app has no grader"));
  const dispatcher = new Dispatcher({ store, feed, log: logger, startGrader, slots: 0, owner, clock });
  const redis = await connect(redisUrl, false);
  const elsewhere = await openElsewhere({
    ...{ redis, dataFolder: folder, root, queue: store.queue, dispatcher, log: logger, clock, gradersHere: 0 },
    ...(markMilliseconds === undefined ? {} : { markMilliseconds }),
  }).catch((error: unknown) => {
    store.close();
    throw error;
  });
  const rules = openCalendar({ due: {} }, course.ids);
  const context = { settings, course, store, feed, dispatcher, clock, metrics, graders: elsewhere };
  const app = await buildApp(
    { ...context, rules, pagesFolder: null, workbenchFolder: null },
    logger,
    await findFeatures(),
  );
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  elsewhere.start();
  dispatcher.run();
  let isOpen = true;
  const vanish = async () => {
    if (!isOpen) return;
    isOpen = false;
    redis.disconnect();
    await closeApp(app);
    await elsewhere.stop();
    await dispatcher.stop(0);
    store.close();
  };
  onTestFinished(vanish);
  const keys = openGradingKeys(folder);
  const bundle = elsewhere.welcome().bundle.sha256;
  return {
    ...{ store, elsewhere, keys, address, feed, log, vanish },
    async grader(token = readGraderKey(keys.add(randomUUID(), 0) ?? "")?.token ?? "") {
      const instance = randomUUID();
      const server = connectServer(address, token, instance);
      const taker = await openTaker(await connect(redisUrl, true), keys.queue, quiet);
      onTestFinished(() => taker.close());
      return {
        queue: engineQueue({ taker, server, bundle, onOtherCourse: quiet }),
        ...{ server, instance },
        announce: (places) => server.announce({ instance, places, layers: [], version: "", bundle }),
      };
    },
  };
}

async function connect(url: string, patient: boolean): Promise<Redis> {
  const redis = await openRedis(url, { patient, onTrouble: quiet });
  onTestFinished(() => redis.disconnect());
  return redis;
}
