import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@tinytorch/api";
import { openCalendar, type SubmittedFiles } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import Database from "better-sqlite3";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { systemClock } from "../clock.ts";
import type { Context } from "../context.ts";
import { openMetrics } from "../features/metrics/metrics.ts";
import { Dispatcher } from "../grading/dispatcher.ts";
import { SubmissionFeed } from "../grading/submission-feed.ts";
import { buildApp } from "../http/app.ts";
import { closeApp } from "../http/close-app.ts";
import { type Feature, findFeatures } from "../http/features.ts";
import { readSettings } from "../settings.ts";
import { openStore, type Store } from "../store.ts";
import { echoCourse } from "./echo-course.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { type TestClock, testClock } from "./test-clock.ts";

/**
 * The HTTP side on a real database with the echo course, and no grader: nothing leaves the queue by itself, and whether a
 * submission loads is what `check` says.
 */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly feed: SubmissionFeed;
  /** The service's clock: the real time passes besides what a test adds to it. */
  readonly clock: TestClock;
  /** The starter of its module: files that are well formed. */
  readonly files: SubmittedFiles;
  readonly module: string;
  /** Everything written to the log. */
  readonly log: readonly string[];
  account(name: string, role: Role): TestAccount;
  /** Rows of a table, read by a connection of its own. */
  rows(table: "submissions" | "submission_files" | "jobs" | "runs" | "tokens" | "users" | Credential): number;
}

type Credential = "invitations" | "browser_sessions" | "identities";

export interface TestAccount {
  readonly id: string;
  readonly token: string;
  readonly tokenId: string;
  /** Injects a request with the account's token. */
  send(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export async function openTestApp(
  environment: Record<string, string> = {},
  dates: unknown = { due: {} },
  moreFeatures: readonly Feature[] = [],
  check?: Context["dispatcher"]["check"],
  pagesFolder: string | null = null,
  workbench?: string,
): Promise<TestApp> {
  const folder = temporaryFolder();
  const settings = readSettings({ TINYTORCH_COURSE: echoCourse, TINYTORCH_DATA: folder, ...environment });
  const log: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => log.push(line) });
  const clock = testClock(0, systemClock.steady);
  const course = await openCourse(settings.courseFolder);
  const [module] = course.modules;
  if (module === undefined) throw new Error("the course must have a module");
  const rules = openCalendar(dates, [module.manifest.id]);
  const store = openStore(folder, clock, 1, rules, settings.mail !== null);
  const feed = new SubmissionFeed();
  const metrics = openMetrics(store);
  const dispatcher = new Dispatcher({
    store,
    feed,
    log: logger,
    startGrader: () => Promise.reject(new Error("this app has no grader")),
    slots: 0,
    owner: "test",
    clock,
  });
  const workbenchFolder = workbench ?? smallWorkbench(module.manifest.id);
  const features = [...(await findFeatures()), ...moreFeatures];
  const asked: Context["dispatcher"] =
    check === undefined ? dispatcher : { wake: () => dispatcher.wake(), graders: 0, layers: [], check };
  const app = await buildApp(
    {
      settings,
      course,
      rules,
      store,
      feed,
      dispatcher: asked,
      clock,
      metrics,
      pagesFolder,
      workbenchFolder,
      graders: null,
    },
    logger,
    features,
  );
  onTestFinished(async () => {
    await closeApp(app);
    store.close();
  });
  return {
    app,
    store,
    feed,
    clock,
    files: await module.starterFiles(),
    module: module.manifest.id,
    log,
    account(name, role) {
      const { id, token, tokenId } = store.users.create("test", name, role);
      return {
        id,
        token,
        tokenId,
        send: (options) =>
          app.inject({ ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } }),
      };
    },
    rows(table) {
      const reader = new Database(join(folder, "autograder.sqlite"), { readonly: true });
      const count = reader.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? -1;
      reader.close();
      return count;
    },
  };
}

/** A workbench's folder with one module, of which nothing is in it. */
function smallWorkbench(id: string): string {
  const folder = join(temporaryFolder(), "small");
  mkdirSync(join(folder, "modules"), { recursive: true });
  writeFileSync(join(folder, "modules", `${id}.json`), "{}");
  return folder;
}
