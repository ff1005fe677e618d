import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { attemptLimit } from "../../grading/queue.ts";
import { openTestApp } from "../../testing/open-test-app.ts";

const minute = 60_000;
const hour = 60 * minute;

/** A moment from now, as a clock in UTC shows it. */
const fromNow = (time: number) => new Date(Date.now() + time).toISOString().slice(0, 16);

async function setUp(rules: object) {
  const service = await openTestApp({}, { zone: "UTC", assignments: { "01-echo": rules } });
  const { store, module, files, account, clock } = service;
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  const handIn = async (by = student) => {
    const answer = await by.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
    return { status: answer.statusCode, retryAfter: answer.headers["retry-after"], ...answer.json() };
  };
  const standing = async () => (await student.send({ url: `/v1/modules/${module}/standing` })).json();
  const grade = () => {
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score: 60 });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  };
  const breakGrader = () => {
    for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
      const lease = store.queue.lease("test");
      if (lease !== undefined) store.queue.fail(lease, "no sandbox");
      clock.time += hour;
    }
  };
  return { ...service, teacher, student, handIn, standing, grade, breakGrader };
}

test("before the release nothing is taken, and the sentence says from when on, on whose clocks", async () => {
  const release = fromNow(2 * hour);
  const { handIn, standing, clock, teacher } = await setUp({ release });
  const { status, error } = await handIn();
  expect([status, error.code, error.field]).toEqual([409, "not-released", "module"]);
  expect(error.message).toBe(`01-echo takes work from ${release.replace("T", " ")} UTC on.`);
  expect(await standing()).toMatchObject({ open: false, canCount: false, release: `${release}:00.000Z` });
  expect((await handIn(teacher)).status, "who teaches tries things out").toBe(202);
  clock.time += 2 * hour;
  expect((await handIn()).status).toBe(202);
});

test("after the close nothing is taken; the close covers its whole minute", async () => {
  const closes = fromNow(2 * hour);
  const { handIn, clock } = await setUp({ due: closes, closes });
  clock.time = Date.parse(`${closes}:00Z`) + minute - 5_000 - Date.now();
  expect((await handIn()).status).toBe(202);
  clock.time += 6_000;
  const { status, error } = await handIn();
  expect([status, error.code]).toEqual([409, "closed"]);
  expect(error.message).toBe(`01-echo took work until ${closes.replace("T", " ")} UTC, and takes none any more.`);
});

test("attempts end, and an extension gives one more", async () => {
  const { handIn, standing, grade, teacher, student, module } = await setUp({ attempts: 1 });
  expect(await standing()).toMatchObject({ attempts: { allowed: 1, used: 0, left: 1 }, canCount: true });
  expect((await handIn()).status).toBe(202);
  grade();
  const { status, error } = await handIn();
  expect([status, error.code]).toEqual([409, "no-attempts"]);
  expect(error.message).toBe("01-echo takes no more work of this account: its one attempt is used.");
  expect(await standing()).toMatchObject({ attempts: { left: 0 }, canCount: false });
  const payload = { kind: "extension", student: student.id, module, attempts: 1, because: "the network was down" };
  expect((await teacher.send({ method: "POST", url: "/v1/exceptions", payload })).statusCode).toBe(201);
  expect((await handIn()).status).toBe(202);
});

test("a cool-down says when the next attempt is taken, and how long that is", async () => {
  const { handIn, standing, grade, clock } = await setUp({ coolDownMinutes: 30 });
  await handIn();
  grade();
  const { status, error, retryAfter } = await handIn();
  expect([status, error.code]).toEqual([429, "cool-down"]);
  expect(error.message).toMatch(
    /^Between two attempts of 01-echo there are 30 minutes; the next one is taken from [-\d]+ [:\d]+ UTC on\.$/,
  );
  expect(Number(retryAfter)).toBeGreaterThan(29 * 60);
  expect(Date.parse((await standing()).nextAttempt)).toBeGreaterThan(Date.now() + 29 * minute);
  clock.time += 30 * minute;
  expect(await standing()).toMatchObject({ nextAttempt: null });
  expect((await handIn()).status).toBe(202);
});

test("work that the grader broke on consumes no attempt", async () => {
  const { handIn, standing, breakGrader } = await setUp({ attempts: 1 });
  await handIn();
  breakGrader();
  expect(await standing()).toMatchObject({ attempts: { allowed: 1, used: 0, left: 1 } });
  expect((await handIn()).status).toBe(202);
});

test("what staff hands in for a student comes within the module's times, however many attempts there were", async () => {
  const closes = fromNow(2 * hour);
  const { handIn, teacher, student, module, files, clock } = await setUp({ attempts: 1, closes });
  await handIn();
  const payload = { module, files };
  const submitFor = () => teacher.send({ method: "POST", url: `/v1/users/${student.id}/submissions`, payload });
  expect((await submitFor()).statusCode).toBe(202);
  clock.time += 3 * hour;
  expect((await submitFor()).json().error.code).toBe("closed");
});
