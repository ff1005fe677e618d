// Lane: process

import { cpSync } from "node:fs";
import { sampleReport } from "@tinytorch/course/testing";
import {
  type CarriedJob,
  connectServer,
  openRedis,
  openTaker,
  QueueError,
  type TakenOffer,
  TurnedAwayError,
  type Work,
} from "@tinytorch/work-queue";
import { keptFolder, type RedisServer, startRedis } from "@tinytorch/work-queue/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../clock.ts";
import { openElsewhereApp, type TestGrader } from "../../testing/open-elsewhere-app.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { testClock } from "../../testing/test-clock.ts";

const patience = { timeout: 30_000 };
let redis: RedisServer;
beforeEach(async () => {
  redis = await startRedis(keptFolder());
  return () => redis.stop();
});

async function setUp() {
  const folder = temporaryFolder();
  const clock = testClock(0, systemClock.steady);
  const options = { folder, redisUrl: redis.url, clock };
  const app = await openElsewhereApp(options);
  const submitTo = ({ store }: Pick<typeof app, "store">, name = "student") => {
    const known = store.users.list().find((user) => user.name === name);
    const { id } = known ?? store.users.create("test", name, "student");
    return store.submissions.accept(id, { module: "01-echo", files: { "src/index.ts": `// ${name}` } }).id;
  };
  const right = (job: CarriedJob) => {
    const lease = app.store.queue.held("graders elsewhere", job.jobId, job.fence);
    if (lease === undefined) throw new Error("the job must be leased");
    return report(lease);
  };
  return { ...app, options, clock, submitTo, right, submit: (name?: string) => submitTo(app, name) };
}

async function take({ queue }: Pick<TestGrader, "queue">): Promise<Work> {
  for (let tries = 0; tries < 30; tries += 1) {
    const work = await queue.take();
    if (work !== undefined) return work;
  }
  throw new Error("the queue must have work");
}

const report = ({ sha256, seed, module }: Pick<Work, "sha256" | "seed" | "module">) => ({
  ...sampleReport({ sha256, seed, score: 50 }),
  module,
});

/** What the engine has for a grader, before anybody claims it. */
async function offered(queue: string): Promise<TakenOffer> {
  const connection = await openRedis(redis.url, { patient: true, onTrouble: () => {} });
  const taker = await openTaker(connection, queue, () => {});
  onTestFinished(async () => {
    await taker.close();
    connection.disconnect();
  });
  for (;;) {
    const taken = await taker.take();
    if (taken !== undefined) return taken;
  }
}

describe("the engine", () => {
  test("that forgets everything is given again what it had, and a run is stored once", async () => {
    const { grader, submit, store, elsewhere } = await setUp();
    const first = await grader();
    await first.announce(1);
    const id = submit();
    await expect.poll(() => elsewhere.load.given, patience).toBe(1);
    await redis.flush();
    const work = await take(first);
    expect(elsewhere.load.forgotten).toBe(1);
    expect(await first.queue.handIn(work, report(work))).toBe(true);
    expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 50 });
  });

  test("that carries an offer twice has it claimed once", async () => {
    const { grader, submit, keys } = await setUp();
    const [first, second] = [await grader(), await grader()];
    await first.announce(1);
    submit();
    const { job } = await offered(keys.queue);
    expect(await first.server.claim(job)).toBeDefined();
    // Who did not hear the answer asks again; nobody else is told anything.
    expect(await first.server.claim(job)).toBeDefined();
    expect(await second.server.claim(job)).toBeUndefined();
    expect(await second.server.keep(job, null)).toBe(false);
    expect(await second.server.giveBack(job)).toBe(false);
    expect(await first.server.keep(job, null)).toBe(true);
  });

  test("that is gone holds nothing up: what it had is in the queue for whoever is here, and it is used again when it is back", async () => {
    const { grader, submit, store, elsewhere } = await setUp();
    const first = await grader();
    await first.announce(1);
    submit();
    await expect.poll(() => elsewhere.load.given, patience).toBe(1);
    await redis.kill();
    await expect.poll(() => elsewhere.load.given, patience).toBe(0);
    const lease = store.queue.lease("here");
    expect(lease).toBeDefined();
    await redis.restart();
    if (lease !== undefined) store.queue.release(lease);
    const work = await take(first);
    expect(await first.queue.handIn(work, report(work))).toBe(true);
  });

  test("that is full takes no more, and what it does not take is in the queue for whoever is here", async () => {
    const { grader, submit, store, elsewhere } = await setUp();
    const first = await grader();
    await redis.configure("maxmemory", "1mb");
    await first.announce(1);
    submit();
    elsewhere.wake();
    const leased = () => store.queue.lease("here");
    await expect.poll(leased, patience).toBeDefined();
    await redis.configure("maxmemory", "0");
    submit("another");
    await expect.poll(() => elsewhere.load.given, patience).toBe(1);
  });

  test("that says of an offer another than the server's changes nothing of what is graded", async () => {
    const { grader, submit, store, keys, elsewhere } = await setUp();
    const first = await grader();
    await first.announce(1);
    const id = submit();
    await expect.poll(() => elsewhere.load.given, patience).toBe(1);
    const connection = await openRedis(redis.url, { patient: true, onTrouble: () => {} });
    onTestFinished(() => connection.disconnect());
    const [key = ""] = await connection.keys(`bull:${keys.queue}:*-*`);
    const carried: object = JSON.parse((await connection.hget(key, "data")) ?? "");
    expect(JSON.stringify(carried)).not.toContain("01-echo");
    const lies = { module: "../02-other", seed: 7, sha256: "a".repeat(64) };
    await connection.hset(key, "data", JSON.stringify({ ...carried, ...lies }));
    const work = await take(first);
    expect(work.module).toBe("01-echo");
    expect(await first.queue.handIn(work, report(work))).toBe(true);
    expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 50 });
  });

  test("that has an offer which a grader took and did not claim is given it anew", async () => {
    const { grader, submit, keys, clock, elsewhere } = await setUp();
    const first = await grader();
    await first.announce(1);
    submit();
    const { job } = await offered(keys.queue);
    clock.time += 11_000;
    await expect.poll(() => elsewhere.load.given, patience).toBe(0);
    clock.time += 6_000;
    await first.announce(1);
    const work = await take(first);
    expect([work.jobId, work.fence]).toEqual([job.jobId, job.fence + 1]);
    expect(await first.server.claim(job)).toBeUndefined();
  });
});

describe("graders", () => {
  test("get no more than they can grade at once, and what nobody claimed goes back when they have left", async () => {
    const { grader, submit, store, elsewhere } = await setUp();
    const first = await grader();
    for (const name of ["a", "b", "c", "d"]) submit(name);
    await first.announce(2);
    await expect.poll(() => elsewhere.load.given, patience).toBe(2);
    expect(store.queue.heldBy("graders elsewhere")).toHaveLength(2);
    const work = await take(first);
    await first.server.leave();
    await expect.poll(() => elsewhere.load.given, patience).toBe(1);
    // What was claimed is theirs still.
    expect(await first.queue.handIn(work, report(work))).toBe(true);
    expect(store.queue.heldBy("graders elsewhere")).toEqual([]);
  });

  test("that take nothing hold nothing up: all is there for whoever is here, and one offer shows when they take again", async () => {
    const { grader, submit, store, elsewhere, clock } = await setUp();
    const first = await grader();
    for (const name of ["a", "b", "c", "d"]) submit(name);
    await first.announce(3);
    await expect.poll(() => elsewhere.load.given, patience).toBe(3);
    clock.time += 11_000;
    await first.announce(3);
    await expect.poll(() => elsewhere.load.given, patience).toBe(0);
    expect(elsewhere.places).toBe(1);
    const here = store.queue.lease("here");
    expect(here).toBeDefined();
    clock.time += 6_000;
    await first.announce(3);
    await expect.poll(() => elsewhere.load.given, patience).toBe(1);
    const work = await take(first);
    expect(elsewhere.places).toBe(3);
    await expect.poll(() => elsewhere.load.given, patience).toBe(3);
    expect(await first.queue.handIn(work, report(work))).toBe(true);
  });

  test("count as places of the queue: one account has never all of them", async () => {
    const { grader, submit, elsewhere } = await setUp();
    const first = await grader();
    for (let count = 0; count < 6; count += 1) submit("many");
    await first.announce(3);
    await expect.poll(() => elsewhere.load.given, patience).toBe(2);
    submit("single");
    elsewhere.wake();
    await expect.poll(() => elsewhere.load.given, patience).toBe(3);
  });

  test("with fewer walls, other programs or another course are turned away in a sentence", async () => {
    const { address, keys, elsewhere } = await setUp();
    const key = keys.add("rack-2", 0) ?? "";
    const instance = "0b4f2a52-0d6e-4b7c-8b64-6f2f6a5f8a01";
    const server = connectServer(address, key.split(".")[1] ?? "", instance);
    const { bundle, version } = await server.welcome();
    const announcement = { instance, places: 1, layers: [], version, bundle: bundle.sha256 };
    await expect(server.announce({ ...announcement, version: "other" })).rejects.toThrow(
      "it must grade by the same programs",
    );
    await expect(server.announce({ ...announcement, bundle: "c".repeat(64) })).rejects.toThrow(TurnedAwayError);
    await server.announce(announcement);
    expect(elsewhere.places).toBe(1);
    expect(elsewhere.announce({ ...announcement, version: "other" })).toContain("same programs");
  });
});

describe("a key", () => {
  test("that nobody has, or that was taken back, opens nothing, and is told what to do", async () => {
    const { grader, keys, address } = await setUp();
    const sentence =
      "server: it must know this grader's key, got one that it does not; make one there with tito grader-key add";
    const unknown = connectServer(address, "a".repeat(43), "0b4f2a52-0d6e-4b7c-8b64-6f2f6a5f8a01");
    await expect(unknown.welcome()).rejects.toThrow(sentence);
    const known = await grader();
    await known.announce(1);
    for (const { name } of keys.list()) keys.remove(name);
    await expect(known.announce(1)).rejects.toThrow(QueueError);
    await expect(known.announce(1)).rejects.toThrow(sentence);
  });

  test("alone reads no submission and writes no grade; with the ticket of one job only that, and only while it is leased", async () => {
    const { grader, submit, store, keys, address, right } = await setUp();
    const [honest, thief] = [await grader(), await grader()];
    await honest.announce(2);
    const ids = [submit("a"), submit("b")];
    const own = (await offered(keys.queue)).job;
    const itsReport = right(own);
    const ticketless = { ...own, ticket: "t".repeat(43) };
    const other = own.jobId === 1 ? 2 : 1;
    for (const job of [
      ticketless,
      { ...own, jobId: other, path: `/grading/jobs/${other}` },
      { ...own, fence: own.fence + 1 },
    ]) {
      expect(await thief.server.claim(job)).toBeUndefined();
      expect(await thief.server.handIn(job, itsReport)).toBe(false);
      expect(await thief.server.fail(job, "a lie")).toBe(false);
    }
    const keyless = connectServer(address, "a".repeat(43), honest.instance);
    await expect(keyless.claim(own)).rejects.toThrow("must know this grader's key");
    await expect(keyless.handIn(own, itsReport)).rejects.toThrow("must know this grader's key");
    expect(await honest.server.claim(own)).toBeDefined();
    expect(await honest.server.handIn(own, itsReport)).toBe(true);
    // The lease is over.
    expect(await honest.server.claim(own)).toBeUndefined();
    expect(await honest.server.handIn(own, itsReport)).toBe(false);
    expect(ids.filter((id) => store.submissions.byId(id)?.status === "graded")).toHaveLength(1);
  });

  test("of a grader opens nothing of the API, and an account's token nothing of the graders'", async () => {
    const { keys, address, store } = await setUp();
    const token = (keys.add("rack-2", 0) ?? "").split(".")[1] ?? "";
    const ask = async (path: string, bearer: string) =>
      (await fetch(address + path, { headers: { authorization: `Bearer ${bearer}` } })).status;
    expect(await ask("/grading/welcome", token)).toBe(200);
    expect(await ask("/v1/me", token)).toBe(401);
    const admin = store.users.create("test", "teacher", "admin");
    expect(await ask("/v1/me", admin.token)).toBe(200);
    expect(await ask("/grading/welcome", admin.token)).toBe(401);
    expect(await ask(`/grading/courses/${"a".repeat(64)}`, token)).toBe(404);
  });

  test("that is guessed is counted, and one that is good is not", async () => {
    const { keys, address } = await setUp();
    const token = (keys.add("rack-2", 0) ?? "").split(".")[1] ?? "";
    const ask = async (bearer: string) =>
      (await fetch(`${address}/grading/welcome`, { headers: { authorization: `Bearer ${bearer}` } })).status;
    const guesses = await Promise.all(Array.from({ length: 130 }, () => ask("a".repeat(43))));
    expect([guesses.filter((status) => status === 401).length, guesses.includes(429)]).toEqual([120, true]);
    expect(await ask(token)).toBe(200);
  });

  test("opens no report of another's work: it costs the attempt, and stores nothing", async () => {
    const { grader, submit, store } = await setUp();
    const first = await grader();
    await first.announce(1);
    const id = submit();
    const work = await take(first);
    expect(await first.queue.handIn(work, { ...report(work), seed: work.seed + 1 })).toBe(false);
    expect(store.submissions.byId(id)).toMatchObject({ status: "queued", score: null });
    expect(store.auditLog.list({ subject: id, limit: 5 }).map(({ action }) => action)).toContain("attempt.failed");
  });
});

describe("a server", () => {
  test.each([
    ["a score above its most", { score: 60, max_score: 50 }],
    ["a test twice", { tests: [1, 2].flatMap((seed) => sampleReport({ sha256: "", seed }).tests.slice(0, 1)) }],
  ])("that is handed a report with %s refuses it: it costs the attempt at once", async (_, wrong) => {
    const { grader, submit, store } = await setUp();
    const first = await grader();
    await first.announce(1);
    const id = submit();
    const work = await take(first);
    expect(await first.queue.handIn(work, { ...report(work), ...wrong })).toBe(false);
    const [attempt] = store.auditLog.list({ subject: id, limit: 1 });
    expect(attempt).toMatchObject({ action: "attempt.failed" });
  });

  test("that does not take a report is not asked for ever: it costs the attempt, and is said to whoever teaches", async () => {
    const { grader, submit, store } = await setUp();
    const first = await grader();
    await first.announce(1);
    const id = submit();
    const work = await take(first);
    const endless = { ...report(work), console: "x".repeat(34_000_000) };
    expect(await first.queue.handIn(work, endless)).toBe(false);
    expect(await first.queue.keep(work, null)).toBe(false);
    const [attempt] = store.auditLog.list({ subject: id, limit: 1 });
    expect(attempt).toMatchObject({ action: "attempt.failed" });
    expect(JSON.stringify(attempt)).toContain("it must take what its grader says, got the status 413");
  });

  test("that is killed and comes back takes what was graded meanwhile, and offers anew what nobody had", async () => {
    const before = await setUp();
    const [first] = [await before.grader()];
    await first.announce(2);
    const ids = [before.submit("a"), before.submit("b")];
    const { job } = await offered(before.keys.queue);
    expect(await first.server.claim(job)).toBeDefined();
    const itsReport = before.right(job);
    await before.vanish();
    const after = await openElsewhereApp(before.options);
    const again = connectServer(after.address, (after.keys.add("rack-3", 0) ?? "").split(".")[1] ?? "", first.instance);
    await expect.poll(() => again.keep(job, null), patience).toBe(true);
    expect(await again.handIn(job, itsReport)).toBe(true);
    expect(await again.handIn(job, itsReport)).toBe(false);
    const second = await after.grader();
    await second.announce(1);
    const other = await take(second);
    expect(await second.queue.handIn(other, report(other))).toBe(true);
    for (const id of ids) expect(after.store.submissions.byId(id)).toMatchObject({ status: "graded" });
    expect(after.store.load.queue()).toEqual([]);
  });

  test("that is the second on a queue does not start, and says which two there are", async () => {
    const { options, elsewhere } = await setUp();
    expect(elsewhere.places).toBe(0);
    const folder = temporaryFolder();
    cpSync(`${options.folder}/grading`, `${folder}/grading`, { recursive: true });
    await expect(openElsewhereApp({ ...options, folder, markMilliseconds: 0 })).rejects.toThrow(
      "TINYTORCH_QUEUE: one server at a time gives its work to a queue, got a second with the same data folder or a copy of it",
    );
  });

  test("has a queue of its own on a Redis that it shares with another", async () => {
    const [one, other] = [await setUp(), await setUp()];
    const [ours, theirs] = [await one.grader(), await other.grader()];
    await ours.announce(1);
    await theirs.announce(1);
    one.submit();
    const work = await take(ours);
    expect(await theirs.queue.take()).toBeUndefined();
    expect(await ours.queue.handIn(work, report(work))).toBe(true);
  });
});
