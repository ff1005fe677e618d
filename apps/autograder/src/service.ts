import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import type { SandboxLayer } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import { checkJail, startGrader } from "@tinytorch/grader";
import { openRedis, type Redis } from "@tinytorch/work-queue";
import type { FastifyBaseLogger } from "fastify";
import { systemClock } from "./clock.ts";
import { readCalendar } from "./course-calendar.ts";
import { expectCourse } from "./course-folder.ts";
import { Courier } from "./delivery/courier.ts";
import { openMailer } from "./delivery/mailer.ts";
import { type Metrics, openMetrics } from "./features/metrics/metrics.ts";
import { serveMetrics } from "./features/metrics/serve-metrics.ts";
import { Dispatcher } from "./grading/dispatcher.ts";
import { openElsewhere } from "./grading/elsewhere/open-elsewhere.ts";
import { rubricProblems } from "./grading/matching-rubrics.ts";
import { SubmissionFeed } from "./grading/submission-feed.ts";
import { buildApp } from "./http/app.ts";
import { closeApp } from "./http/close-app.ts";
import { findFeatures } from "./http/features.ts";
import { isLoopback, type Settings } from "./settings.ts";
import { openStore } from "./store.ts";
import { followRenames, openTokenFiles, type TokenFiles } from "./token-files.ts";
import { createToken } from "./tokens.ts";

/** How long a stop waits for what is being graded before it returns the work to the queue. */
const graceMilliseconds = 10_000;

/** This server may not run as it is set up; the message says what to change. */
export class StartRefusedError extends Error {
  override readonly name = "StartRefusedError";
}

/** A running server. */
export interface Service {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly layers: readonly SandboxLayer[];
  readonly accountFiles: TokenFiles;
  /** Takes nothing new, finishes or returns what is being graded, and gives the data folder back. */
  close(): Promise<void>;
}

/**
 * Starts the whole service: the store, the graders, the HTTP side, and then the queue. An empty store gets its first
 * instructor, whose token is written to a file only its owner can read.
 * @throws StartRefusedError when it would listen beyond loopback without bubblewrap, or cannot listen at all, or when a
 *   module's suites and its rubric do not match;
 *   SettingsError when the course's folder holds none or its `course.json` is malformed; DataFolderInUseError;
 *   DataFolderError; QueueError when the queue's engine cannot be used; InfrastructureError when no grader starts, or the jail that was asked for is missing.
 */
export async function startService(
  settings: Settings,
  log: FastifyBaseLogger,
  pagesFolder: string | null,
  workbenchFolder: string | null,
): Promise<Service> {
  expectCourse(settings.courseFolder);
  // What a person asked for by name is looked at first, while nothing is made or opened yet.
  if (settings.sandbox !== "auto") await checkJail(settings.sandbox);
  const redis = settings.queue === null ? null : await openEngine(settings.queue, log);
  try {
    return await startWith(redis, settings, log, pagesFolder, workbenchFolder);
  } catch (error) {
    redis?.disconnect();
    throw error;
  }
}

function openEngine(url: string, log: FastifyBaseLogger): Promise<Redis> {
  return openRedis(url, {
    patient: false,
    onTrouble: (error) => log.debug({ err: error }, "the queue's engine is not there; it is tried again"),
  });
}

async function startWith(
  redis: Redis | null,
  settings: Settings,
  log: FastifyBaseLogger,
  pagesFolder: string | null,
  workbenchFolder: string | null,
): Promise<Service> {
  const clock = systemClock;
  const root = settings.courseFolder;
  const course = await openCourse(root);
  const rules = await readCalendar(root, course.ids);
  const store = openStore(settings.dataFolder, clock, settings.graders, rules, settings.mail !== null);
  for (const module of store.assignments.changedSince) {
    log.warn(
      { module },
      "course.json says of this module what was changed since: what the database says holds, tito assign changes it",
    );
  }
  // While the graders start; it never rejects.
  const mismatches = rubricProblems(course);
  const feed = new SubmissionFeed();
  const metrics = openMetrics(store);
  const dispatcher = new Dispatcher({
    store,
    feed,
    log,
    startGrader: () => startGrader({ root, jail: settings.sandbox }),
    slots: settings.graders,
    owner: randomUUID(),
    clock,
    metrics,
  });
  const courier = new Courier({
    ...{ store, log, clock, allowPrivate: settings.webhookPrivate },
    mailer: settings.mail === null ? undefined : openMailer(settings.mail.smtpUrl, settings.mail.from),
  });
  const accountFiles = openTokenFiles(settings.dataFolder);
  followRenames(store.people, accountFiles, log);
  if (store.users.count() === 0) {
    const token = createToken();
    accountFiles.write("instructor", token);
    store.users.create("service", "instructor", "admin", { token });
  }

  try {
    await dispatcher.start();
    refuseMismatches(await mismatches);
    refuseWeakSandbox(settings, dispatcher.layers);
    for (const { id, problem } of course.broken) log.error({ module: id }, `this module is not graded: ${problem}`);
    const known = { queue: store.queue, dispatcher, log, clock, root, gradersHere: settings.graders };
    const elsewhere =
      redis === null ? undefined : await openElsewhere({ ...known, redis, dataFolder: settings.dataFolder });
    const graders = elsewhere ?? null;
    const shown = { pagesFolder, workbenchFolder };
    const context = { settings, course, rules, store, feed, dispatcher, clock, metrics, graders, ...shown };
    const app = await buildApp(context, log, await findFeatures());
    try {
      await app.listen({ port: settings.port, host: settings.host });
    } catch (error) {
      await app.close();
      throw new StartRefusedError(listenSentence(settings, error), { cause: error });
    }
    const metricsServer = await openMetricsPort(metrics, settings).catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
    if (settings.publicUrl === null && !isLoopback(settings.host)) {
      log.warn(
        "TINYTORCH_PUBLIC_URL is not set: invitations begin with the address of this machine that a request came to",
      );
    }
    metrics.follow(() => {
      const load = elsewhere?.load ?? { given: 0, forgotten: 0 };
      return { here: dispatcher.gradersHere, elsewhere: elsewhere?.places ?? 0, ...load };
    });
    elsewhere?.start();
    dispatcher.run();
    courier.start();
    return {
      address: addressOf(app.server.address(), settings),
      layers: dispatcher.layers,
      accountFiles,
      async close() {
        metricsServer?.close();
        await closeApp(app);
        await courier.stop();
        await elsewhere?.stop();
        await dispatcher.stop(graceMilliseconds);
        store.close();
        redis?.disconnect();
      },
    };
  } catch (error) {
    await dispatcher.stop(0);
    store.close();
    throw error;
  }
}

function refuseMismatches(problems: readonly string[]): void {
  if (problems.length > 0) throw new StartRefusedError(problems.join("\n"));
}

function refuseWeakSandbox({ host, allowWeakSandbox }: Settings, layers: readonly SandboxLayer[]): void {
  if (isLoopback(host) || allowWeakSandbox) return;
  if (layers.includes("bubblewrap") || layers.includes("gvisor")) return;
  throw new StartRefusedError(
    `HOST: a server beyond loopback needs bubblewrap, got ${host} with ${layers.join(", ")} only; ` +
      "install bubblewrap, or set TINYTORCH_ALLOW_WEAK_SANDBOX=1 if everybody who can reach it is trusted",
  );
}

async function openMetricsPort(metrics: Metrics, { metricsPort }: Settings): Promise<Server | undefined> {
  if (metricsPort === null) return undefined;
  try {
    return await serveMetrics(metrics, metricsPort);
  } catch (error) {
    const sentence = `TINYTORCH_METRICS_PORT: must be free on 127.0.0.1, got ${metricsPort}`;
    throw new StartRefusedError(sentence, { cause: error });
  }
}

function listenSentence({ host, port }: Settings, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return `PORT: must be free, got ${port}, which another program uses`;
    case "EACCES":
      return `PORT: must be one this account may use, got ${port}`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST: must be an address of this machine, got ${host}`;
    default:
      return `HOST, PORT: the server must be able to listen, got ${error instanceof Error ? error.message : error}`;
  }
}

function addressOf(address: AddressInfo | string | null, { host }: Settings): string {
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
