import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { attemptLimit } from "../../grading/queue.ts";
import { openTestApp } from "../../testing/open-test-app.ts";

const day = 24 * 60 * 60_000;
const late = { percentPerDay: 10, days: 3 };

async function setUp(lateDays = 2) {
  const due = "2126-12-06T23:59";
  const service = await openTestApp({}, { zone: "UTC", assignments: { "01-echo": { due, late } }, lateDays });
  const { store, module, files, account, clock } = service;
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  clock.time = Date.parse(`${due}Z`) + 1.5 * day - Date.now();
  const post = async (url: string, payload: object, by = student) => {
    const answer = await by.send({ method: "POST", url, payload });
    return { status: answer.statusCode, ...answer.json() };
  };
  const graded = (score: number) => {
    store.submissions.accept(student.id, { module, files });
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  };
  const spend = (days: number) => post("/v1/late-days/spends", { module, days });
  const takeBack = () => post(`/v1/late-days/spends/${module}/undo`, {});
  const bank = async () => (await student.send({ url: "/v1/late-days" })).json().banks[0];
  return { ...service, teacher, student, post, graded, spend, takeBack, bank };
}

test("days count for nothing before the student spends them, and can be taken back until the close", async () => {
  const { graded, spend, takeBack, bank, clock, student, module } = await setUp();
  graded(80);
  const grade = async () => (await student.send({ url: "/v1/grades" })).json().grades[0];
  expect((await grade()).reason.at(-1)).toBe(
    "2 days late, 20 % of the points is taken off (2 late days left, not spent): 64 count.",
  );
  expect((await spend(2)).grade).toMatchObject({ counted: 80, late: { days: 2, percentOff: 0, spent: 2 } });
  expect(await bank()).toMatchObject({ granted: 2, spent: 2, left: 0, spends: [{ module, days: 2 }] });
  const standing = (await student.send({ url: `/v1/modules/${module}/standing` })).json();
  expect(standing).toMatchObject({ lateDays: { spent: 2, left: 0 }, atMost: 100, late: { days: 2, spent: 2 } });
  expect((await takeBack()).grade).toMatchObject({ counted: 64 });
  expect(await bank()).toMatchObject({ spent: 0, left: 2 });
  await spend(1);
  clock.time += 2 * day;
  expect((await takeBack()).error.code).toBe("closed");
  expect((await spend(1)).error.code).toBe("closed");
});

test("a trial says what would come of it, is refused as it would be, and spends nothing", async () => {
  const { graded, post, bank, module, store, student } = await setUp();
  graded(80);
  const audit = () => store.auditLog.list({ subject: student.id, limit: 100 });
  const before = audit();
  const trial = (days: number) => post("/v1/late-days/spends", { module, days, trial: true });
  expect(await trial(2)).toMatchObject({ status: 201, grade: { counted: 80 }, exception: { days: 2 } });
  expect((await trial(3)).error.code).toBe("no-late-days");
  expect(await bank()).toMatchObject({ spent: 0, left: 2 });
  expect(audit()).toEqual(before);
});

test("days that were spent on work that the grader broke on can be taken back after the close too", async () => {
  const { spend, takeBack, bank, clock, store, student, module, files } = await setUp();
  await spend(2);
  store.submissions.accept(student.id, { module, files });
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const lease = store.queue.lease("test");
    if (lease !== undefined) store.queue.fail(lease, "no sandbox");
    clock.time += day;
  }
  expect((await takeBack()).status).toBe(200);
  expect(await bank()).toMatchObject({ spent: 0, left: 2 });
});

test("days that were taken back after the close are spent again when the work is graded after all, and no others", async () => {
  const { spend, takeBack, bank, clock, store, student, teacher, module, files } = await setUp(3);
  await spend(2);
  store.submissions.accept(student.id, { module, files });
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const lease = store.queue.lease("test");
    if (lease !== undefined) store.queue.fail(lease, "no sandbox");
    clock.time += day;
  }
  expect((await spend(1)).error.code).toBe("closed");
  expect((await takeBack()).status).toBe(200);
  const [letter] = store.deadLetters.list();
  store.deadLetters.retry(teacher.id, letter?.id ?? 0);
  const lease = store.queue.lease("test");
  if (lease === undefined) throw new Error("the queue must have work");
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score: 80 });
  store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  expect((await student.send({ url: "/v1/grades" })).json().grades[0]).toMatchObject({ counted: 64 });
  expect((await spend(3)).error.code).toBe("closed");
  expect((await spend(1)).grade).toMatchObject({ counted: 72 });
  expect((await spend(1)).grade).toMatchObject({ counted: 80, late: { days: 2, spent: 2 } });
  expect((await spend(1)).error.code).toBe("closed");
  expect((await takeBack()).error.code, "they bought points").toBe("closed");
  expect(await bank()).toMatchObject({ spent: 2, left: 1 });
});

test("no more is spent than there is, nor than a module has days, and nothing where being late is free", async () => {
  const { spend, post, store, teacher, module } = await setUp(9);
  const { error } = await spend(4);
  expect([error.code, error.field]).toEqual(["no-late-days", "days"]);
  expect(error.message).toBe("days: must be at most 3, for 01-echo has 3 and 0 are spent, got 4.");
  store.assignments.change(teacher.id, module, { late: null }, "a strike");
  expect((await spend(1)).error).toMatchObject({ code: "not-possible" });
  expect((await post("/v1/late-days/spends", { module: "99-none", days: 1 })).error.field).toBe("module");
  const poor = await setUp(1);
  expect((await poor.spend(2)).error.message).toBe("days: must be at most 1, which are left, got 2.");
});

test("staff grants to one or to all, and takes back what nobody has spent", async () => {
  const { post, teacher, student, spend, bank, takeBack, account } = await setUp(0);
  const grant = (to: string | null, days: number) =>
    post("/v1/late-days", { student: to, days, because: "a long strike" }, teacher);
  const own = await grant(student.id, 1);
  const all = await grant(null, 1);
  expect([own.status, all.status, (await bank()).left]).toEqual([201, 201, 2]);
  await spend(2);
  const undo = (id: string) => post(`/v1/late-days/${id}/undo`, { because: "a slip" }, teacher);
  expect((await undo(all.id)).error).toMatchObject({ code: "not-possible" });
  await takeBack();
  expect((await undo(own.id)).status).toBe(200);
  expect((await bank()).left).toBe(1);
  expect((await post("/v1/late-days", { student: student.id, days: 0, because: "x" }, teacher)).error.field).toBe(
    "days",
  );
  const assistant = account("helper", "assistant");
  expect((await post("/v1/late-days", { student: null, days: 1, because: "x" }, assistant)).status).toBe(403);
});

test("what course.json grants to everybody is granted once, and told by a sentence", async () => {
  const { teacher } = await setUp(2);
  const { entries } = (await teacher.send({ url: "/v1/audit?action=late-days.granted" })).json();
  expect(entries.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
    "The service granted everybody 2 late days (the course's).",
  ]);
});
