// Lane: process

import { InfrastructureError, reportSchema } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import { type Grader, RunCancelledError, startGrader } from "@tinytorch/grader";
import { pino } from "pino";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../clock.ts";
import { openStore } from "../store.ts";
import { echoCourse, echoModule } from "../testing/echo-course.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { testClock } from "../testing/test-clock.ts";
import { Dispatcher } from "./dispatcher.ts";
import { type FeedEvent, SubmissionFeed } from "./submission-feed.ts";

const root = echoCourse;
const module = echoModule;

/** A real grader, for all who do not break it. */
let shared: Grader;
beforeAll(async () => {
  shared = await startGrader({ root });
});
afterAll(() => shared.close());

/** The shared grader as one of the caller's own: closing it is theirs, and ends nothing. */
async function lendGrader(): Promise<Grader> {
  return { ...shared, close: async () => {} };
}

/** A dispatcher on a real store with real graders; `start` may break them, and `said` is what the log was told. */
async function setUp(start: () => Promise<Grader>, slots = 1) {
  const clock = testClock(0, systemClock.steady);
  const store = openStore(temporaryFolder(), clock);
  const feed = new SubmissionFeed();
  const said: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => said.push(line) });
  const dispatcher = new Dispatcher({
    ...{ store, feed, log, slots, owner: "test" },
    startGrader: start,
    clock,
  });
  onTestFinished(async () => {
    await dispatcher.stop(0);
    store.close();
  });
  const [student, another] = ["studentA", "studentB"].map((name) => store.users.create("test", name, "student").id);
  const files = await (await openCourse(root)).module(module)?.solutionFiles();
  if (files === undefined || student === undefined || another === undefined)
    throw new Error(`the course must have ${module}`);
  return {
    store,
    dispatcher,
    feed,
    clock,
    said,
    submit: () => store.submissions.accept(student, { module, files }).id,
    submitAsAnother: () => store.submissions.accept(another, { module, files }).id,
    /** Events of a submission until one of that type. */
    until(id: string, type: FeedEvent["event"]["type"]): Promise<FeedEvent["event"][]> {
      const events: FeedEvent["event"][] = [];
      return new Promise((resolve) => {
        const unfollow = feed.follow(id, ({ event }) => {
          events.push(event);
          if (event.type !== type) return;
          unfollow();
          resolve(events);
        });
      });
    },
  };
}

test("a submission is graded, with its progress told in order", async () => {
  const { store, dispatcher, submit, until } = await setUp(lendGrader);
  const id = submit();
  const graded = until(id, "graded");
  await dispatcher.start();
  dispatcher.run();
  const events = await graded;
  expect(events[0]).toEqual({ type: "started" });
  expect(events.at(-1)).toEqual({ type: "graded", score: 100, maxScore: 100 });
  const done = events.flatMap((event) => (event.type === "progress" ? [event.done] : []));
  expect(done).toEqual(done.toSorted((one, other) => one - other));
  expect(done.at(-1)).toBe((await openCourse(root)).module(module)?.rubric.tests.length);
  expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 100 });
});

test("a grader that breaks in the middle costs an attempt and no grade: another grader finishes", async () => {
  let starts = 0;
  const { store, dispatcher, submit, until } = await setUp(async () => {
    starts += 1;
    if (starts > 1) return lendGrader();
    const grader = await startGrader({ root });
    const grade: Grader["grade"] = (request) => {
      const grading = grader.grade(request);
      void grader.close();
      return grading;
    };
    return { ...grader, grade };
  });
  const id = submit();
  const [back, graded] = [until(id, "queued"), until(id, "graded")];
  await dispatcher.start();
  dispatcher.run();
  await back;
  expect(store.submissions.byId(id)).toMatchObject({ status: "queued", score: null });
  await graded;
  expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 100 });
  expect(starts).toBe(2);
});

test("a rerun gives the same report, times aside, and tells the student's stream nothing", async () => {
  const { store, dispatcher, feed, submit, until } = await setUp(lendGrader);
  const id = submit();
  const graded = until(id, "graded");
  await dispatcher.start();
  dispatcher.run();
  await graded;
  const runId = store.submissions.byId(id)?.runId ?? "";
  const told: FeedEvent[] = [];
  onTestFinished(feed.follow(id, (event) => told.push(event)));
  const { id: rerunId } = store.reruns.request("service", runId);
  dispatcher.wake();
  await expect.poll(() => store.reruns.byId(rerunId)?.status, { timeout: 20_000 }).toBe("done");
  const rerun = store.reruns.byId(rerunId);
  expect(rerun?.comparison).toMatchObject({ same: true, differs: [], tests: [] });
  const [before, after] = [runId, rerun?.runId ?? ""].map((each) => timeless(store.runRecord(each)?.report));
  expect(after).toEqual(before);
  expect(told).toEqual([]);
});

/** A report without what a clock decides. */
function timeless(json = "") {
  const {
    timings: _,
    execution_time: __,
    tests,
    ...rest
  } = reportSchema.omit({ console: true }).parse(JSON.parse(json));
  return { ...rest, tests: tests.map(({ milliseconds: ___, ...verdict }) => verdict) };
}

test("a submission is checked as it would be loaded, beside what is graded; what does not load is said with its line", async () => {
  const { dispatcher, submit, until } = await setUp(lendGrader);
  const id = submit();
  const graded = until(id, "graded");
  await dispatcher.start();
  const files = await (await openCourse(root)).module(module)?.solutionFiles();
  const check = (more: Readonly<Record<string, string>>) =>
    dispatcher.check({ submissionId: id, userId: "u", position: 1, moduleId: module, files: { ...files, ...more } });
  dispatcher.run();
  expect(await check({})).toEqual([]);
  expect(await check({ "src/helper.ts": "\nexport enum Kind { a }" })).toMatchObject([
    { file: "src/helper.ts", line: 2 },
  ]);
  expect((await graded).at(-1)).toMatchObject({ type: "graded", score: 100 });
});

test("work that had its share makes room for another's, is told to wait again, and is graded in the end by the same grader", async () => {
  const runs: string[] = [];
  let starts = 0;
  const { store, dispatcher, submit, submitAsAnother, until, said } = await setUp(async () => {
    starts += 1;
    const grader = await lendGrader();
    const grade: Grader["grade"] = (request) => {
      if (runs.push("run") > 1) return grader.grade(request);
      // The first goes on until it is cancelled.
      return new Promise((_, reject) => {
        request.signal?.addEventListener("abort", () => reject(new RunCancelledError()));
      });
    };
    return { ...grader, grade };
  });
  const id = submit();
  const [started, back, graded] = [until(id, "started"), until(id, "queued"), until(id, "graded")];
  await dispatcher.start();
  dispatcher.run();
  await started;
  const other = submitAsAnother();
  const otherGraded = until(other, "graded");
  expect((await back).at(-1)).toEqual({ type: "queued", position: 2, waitSeconds: null, takesLong: true });
  expect(store.submissions.byId(id)).toMatchObject({ status: "queued", score: null, lastError: null });
  await otherGraded;
  await graded;
  expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 100 });
  expect(store.auditLog.list({ subject: id, limit: 10 }).map(({ action }) => action)).toContain("job.returned");
  expect([starts, runs.length, said]).toEqual([1, 3, []]);
});

test("what ends a sandbox is in the log with its cause and the submission", async () => {
  const notice = { during: "evaluate", blame: "machine", cause: "signal SIGKILL", time: 1 } as const;
  const { dispatcher, submit, until, said } = await setUp(async () => ({
    ...(await lendGrader()),
    grade: (request) => {
      request.onNotice?.(notice);
      return shared.grade(request);
    },
  }));
  const id = submit();
  const graded = until(id, "graded");
  await dispatcher.start();
  dispatcher.run();
  await graded;
  expect(said.map((line) => JSON.parse(line))).toMatchObject([{ submissionId: id, ...notice }]);
});

test("when no grader can start the server does not either", async () => {
  const { dispatcher } = await setUp(() => startGrader({ root: "/nothing/here" }));
  await expect(dispatcher.start()).rejects.toThrow(InfrastructureError);
});

test("when one grader starts with a layer less than another the server does not start, and both are closed", async () => {
  const closed: string[] = [];
  let starts = 0;
  const { dispatcher } = await setUp(async () => {
    const isFirst = starts++ === 0;
    const grader = await lendGrader();
    const layers = grader.layers.slice(0, isFirst ? 2 : 1);
    const close = () => grader.close().finally(() => closed.push(layers.join()));
    return { ...grader, layers, close };
  }, 2);
  await expect(dispatcher.start()).rejects.toThrow(
    "sandbox: every grader must have the same layers, got isolate, process in one and isolate in another",
  );
  expect(closed.toSorted()).toEqual(["isolate", "isolate,process"]);
});

test("when one grader starts with another course than the first the server does not start, and both are closed", async () => {
  let starts = 0;
  let open = 0;
  const { dispatcher } = await setUp(async () => {
    const grader = await lendGrader();
    open += 1;
    const version = starts++ === 0 ? grader.version : "of another course";
    const close = () => grader.close().finally(() => (open -= 1));
    return { ...grader, version, close };
  }, 2);
  await expect(dispatcher.start()).rejects.toThrow("grader: all must grade by the same course");
  expect(open).toBe(0);
});

test("a grader that restarts on a changed course grades nothing, and the log says what takes the new course; work waits", async () => {
  let starts = 0;
  const { store, dispatcher, submit, until, said } = await setUp(async () => {
    const grader = await lendGrader();
    starts += 1;
    if (starts === 2) return { ...grader, version: "of the course after a pull" };
    if (starts > 2) return grader;
    // The first breaks.
    return { ...grader, grade: () => Promise.reject(new InfrastructureError("grader: it must live")) };
  });
  const id = submit();
  const [back, graded] = [until(id, "queued"), until(id, "graded")];
  await dispatcher.start();
  dispatcher.run();
  await back;
  await expect.poll(() => said.join(""), { timeout: 20_000 }).toContain("restart the server to take the new course");
  expect(store.submissions.byId(id)).toMatchObject({ status: "queued", score: null });
  expect(dispatcher.graders).toBe(0);
  // With the course as it was, or after a restart, it goes on.
  await graded;
  expect(starts).toBe(3);
});

test("a submission no grader can grade is set aside, and never a zero", async () => {
  const { store, dispatcher, clock, submit, until } = await setUp(async () => {
    const grader = await lendGrader();
    return { ...grader, grade: (request) => grader.grade({ ...request, moduleId: "99-nothing" }) };
  });
  const id = submit();
  const failed = until(id, "failed");
  await dispatcher.start();
  dispatcher.run();
  const hurry = setInterval(() => {
    clock.time += 5_000;
  }, 100);
  onTestFinished(() => clearInterval(hurry));
  await failed;
  expect(store.submissions.byId(id)).toMatchObject({
    status: "failed",
    score: null,
    lastError: expect.any(String),
  });
});

test("a stop that does not wait returns the work to the queue", async () => {
  const { store, dispatcher, submit, until } = await setUp(() => startGrader({ root }));
  const id = submit();
  const started = until(id, "started");
  await dispatcher.start();
  dispatcher.run();
  await started;
  await dispatcher.stop(0);
  expect(store.submissions.byId(id)).toMatchObject({ status: "queued", score: null });
});
