// Lane: process

import { sampleReport } from "@tinytorch/course/testing";
import type { GraderQueue, Work } from "@tinytorch/work-queue";
import { keptFolder, type RedisServer, startRedis } from "@tinytorch/work-queue/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openStore, type Store } from "../store.ts";
import { openElsewhereApp } from "../testing/open-elsewhere-app.ts";
import { rowsQueue } from "../testing/rows-queue.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { type TestClock, testClock } from "../testing/test-clock.ts";
import { attemptLimit, leaseMilliseconds } from "./queue.ts";

/** What both queues must keep, whatever lies between a grader and the rows. */
interface Harness {
  readonly store: Store;
  readonly clock: TestClock;
  /** Of one grader, and of another. */
  readonly queues: readonly [GraderQueue, GraderQueue];
  /** Lets so much time pass, in which graders are heard of. */
  pass(milliseconds: number): Promise<void>;
}

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis(keptFolder());
});
afterAll(() => redis.stop());

async function onRows(): Promise<Harness> {
  const clock = testClock();
  const store = openStore(temporaryFolder(), clock, 8);
  onTestFinished(() => store.close());
  const queues = [rowsQueue(store, clock.steady), rowsQueue(store, clock.steady)] as const;
  return {
    ...{ store, clock, queues },
    async pass(milliseconds) {
      clock.time += milliseconds;
    },
  };
}

async function onEngine(): Promise<Harness> {
  const clock = testClock();
  const { store, grader } = await openElsewhereApp({ folder: temporaryFolder(), redisUrl: redis.url, clock });
  const graders = [await grader(), await grader()] as const;
  const announce = () => Promise.all(graders.map((each) => each.announce(4)));
  await announce();
  return {
    ...{ store, clock, queues: [graders[0].queue, graders[1].queue] },
    async pass(milliseconds) {
      clock.time += milliseconds;
      await announce();
    },
  };
}

describe.each([
  ["the rows of the database", onRows],
  ["BullMQ and a server", onEngine],
])("by %s", (_, open) => {
  async function setUp() {
    const harness = await open();
    const { store, queues } = harness;
    const users = new Map<string, string>();
    const submit = (name: string): string => {
      const id = users.get(name) ?? store.users.create("test", name, "student").id;
      users.set(name, id);
      return store.submissions.accept(id, { module: "01-echo", files: { "src/index.ts": `// ${name}` } }).id;
    };
    /** Takes what is there, once it is there. */
    const take = async (queue: GraderQueue = queues[0]): Promise<Work> => {
      for (let tries = 0; tries < 30; tries += 1) {
        const work = await queue.take();
        if (work !== undefined) return work;
      }
      throw new Error("the queue must have work");
    };
    const report = ({ sha256, seed, module }: Work, score = 50) => ({
      ...sampleReport({ sha256, seed, score }),
      module,
    });
    const ownerOf = ({ files }: Work) => (files["src/index.ts"] ?? "").slice("// ".length);
    return { ...harness, submit, take, report, ownerOf, first: queues[0], second: queues[1] };
  }

  test("work comes with its files and its seed, and one student's in the order it was handed in", async () => {
    const { submit, take, store } = await setUp();
    const ids = [submit("a"), submit("a")];
    const works = [await take(), await take()];
    for (const { files, fence } of works) expect([files, fence]).toEqual([{ "src/index.ts": "// a" }, 1]);
    expect(works.map(({ jobId }) => jobId)).toEqual([1, 2]);
    expect(ids.map((id) => store.submissions.byId(id)?.status)).toEqual(["running", "running"]);
  });

  test("who hands in a lot delays nobody who hands in once", async () => {
    const { submit, take, ownerOf } = await setUp();
    for (const name of ["many", "many", "many", "single"]) submit(name);
    const taken = [await take(), await take(), await take(), await take()].map(ownerOf);
    expect(taken).toEqual(["many", "single", "many", "many"]);
  });

  test("live work goes before what is graded again, and a rerun before a regrade", async () => {
    const { submit, take, first, report, store, ownerOf } = await setUp();
    const id = submit("before");
    const graded = await take();
    expect(await first.handIn(graded, report(graded))).toBe(true);
    const teacher = store.users.create("test", "teacher", "instructor").id;
    const runId = store.submissions.byId(id)?.runId ?? "";
    store.regrades.start(teacher, { module: "01-echo", which: "latest" });
    store.reruns.request(teacher, runId);
    submit("after");
    const jobs = [await take(), await take(), await take()];
    expect(jobs.map(({ jobId }) => jobId)).toEqual([4, 3, 2]);
    expect(jobs.map(ownerOf)).toEqual(["after", "before", "before"]);
  });

  test("work in one grader's hands is not given to another, and what nobody handed in is not there", async () => {
    const { submit, take, second } = await setUp();
    submit("a");
    await take();
    expect([await second.take(), await second.take()]).toEqual([undefined, undefined]);
  });

  test("work that is kept stays past its time; what is not is taken again, and its loser stores nothing", async () => {
    const { submit, take, first, second, pass, report, store } = await setUp();
    const id = submit("a");
    const lost = await take();
    await pass(leaseMilliseconds - 1);
    expect(await first.keep(lost, null)).toBe(true);
    await pass(leaseMilliseconds - 1);
    expect(await first.keep(lost, { done: 1, total: 3 })).toBe(true);
    await pass(leaseMilliseconds + 1);
    const held = await take(second);
    expect(held).toMatchObject({ jobId: lost.jobId, fence: lost.fence + 1 });
    expect(await first.keep(lost, null)).toBe(false);
    expect(await first.handIn(lost, report(lost, 10))).toBe(false);
    expect(await first.fail(lost, "too late")).toBe(false);
    expect(await first.giveBack(lost)).toBe(false);
    expect(store.submissions.byId(id)).toMatchObject({ status: "running", score: null });
    expect(await second.handIn(held, report(held, 90))).toBe(true);
    expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 90 });
  });

  test("what is handed in twice is stored once", async () => {
    const { submit, take, first, report, store } = await setUp();
    const id = submit("a");
    const work = await take();
    const both = await Promise.all([first.handIn(work, report(work)), first.handIn(work, report(work))]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 50 });
    expect(
      store.auditLog.list({ subject: id, limit: 10 }).filter(({ action }) => action === "run.stored"),
    ).toHaveLength(1);
  });

  test("an attempt that breaks is tried again after a pause, holds nobody up, and is set aside in the end", async () => {
    const { submit, take, first, pass, report, store, ownerOf } = await setUp();
    const id = submit("a");
    for (let attempt = 1; attempt < attemptLimit; attempt += 1) {
      expect(await first.fail(await take(), "no sandbox")).toBe(true);
      if (attempt === 1) {
        submit("b");
        const other = await take();
        expect(ownerOf(other)).toBe("b");
        expect(await first.handIn(other, report(other))).toBe(true);
      }
      await pass(60_000);
    }
    expect(await first.fail(await take(), "no sandbox")).toBe(true);
    expect(store.submissions.byId(id)).toMatchObject({ status: "failed", lastError: "no sandbox", score: null });
  });

  test("work that is given back is taken again, and costs no attempt", async () => {
    const { submit, take, first, report, store } = await setUp();
    const id = submit("a");
    for (let times = 0; times < attemptLimit + 1; times += 1) expect(await first.giveBack(await take())).toBe(true);
    expect(store.submissions.byId(id)).toMatchObject({ lastError: null });
    const work = await take();
    expect(await first.handIn(work, report(work))).toBe(true);
  });

  test("work that is called off is not the grader's any more", async () => {
    const { submit, take, first, report, pass, store } = await setUp();
    submit("a");
    const graded = await take();
    await first.handIn(graded, report(graded));
    const teacher = store.users.create("test", "teacher", "instructor").id;
    const { id } = store.regrades.start(teacher, { module: "01-echo", which: "latest" });
    const work = await take();
    store.regrades.cancel(teacher, id);
    await pass(leaseMilliseconds / 2);
    expect(await first.keep(work, null)).toBe(false);
    expect(await first.handIn(work, report(work))).toBe(false);
  });
});
