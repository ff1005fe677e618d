import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp(dates?: unknown) {
  const service = await openTestApp({ TINYTORCH_SUBMISSIONS_PER_DAY: "2" }, dates);
  const { account, module, files, store } = service;
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  const url = `/v1/users/${student.id}/submissions`;
  const give = (more: object = {}, as = teacher, to = url) =>
    as.send({ method: "POST", url: to, payload: { module, files, ...more } });
  const own = () => student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  const read = async (id: string, as = student) => (await as.send({ url: `/v1/submissions/${id}` })).json();
  const audited = (subject: string) => store.auditLog.list({ subject, limit: 10 });
  return { ...service, teacher, student, give, own, read, audited };
}

test("what staff hand in is the student's, received now, and the receipt, the history and the audit say who did it", async () => {
  const { give, read, teacher, student, audited, module } = await setUp();
  const given = await give();
  expect(given.statusCode).toBe(202);
  const receipt = given.json();
  const by = { by: { id: teacher.id, name: "teacher" }, at: receipt.receivedAt, reason: null };
  expect(receipt.handedInFor).toEqual(by);
  expect(given.headers.location).toBe(`/v1/submissions/${receipt.id}`);
  const submission = await read(receipt.id);
  expect(submission).toMatchObject({ student: { id: student.id }, handedInFor: by, receipt: { handedInFor: by } });
  const { submissions } = (await student.send({ url: "/v1/submissions" })).json();
  expect(submissions).toMatchObject([{ id: receipt.id, handedInFor: by }]);
  expect(audited(receipt.id)).toMatchObject([
    { actor: teacher.id, action: "submission.received", module, personName: "studentA" },
  ]);
});

test("another time counts as that of the receipt where a reason is given, and the record keeps when it really came", async () => {
  const { give, teacher, clock, module } = await setUp({ due: {} });
  const at = new Date(clock.now() - 7_200_000).toISOString();
  const { id, receivedAt, handedInFor } = (await give({ received: { at, reason: "the network was down" } })).json();
  expect(receivedAt).toBe(at);
  expect(handedInFor).toMatchObject({ reason: "the network was down" });
  expect(Date.parse(handedInFor.at) - Date.parse(at)).toBeGreaterThanOrEqual(7_200_000);
  const { entries } = (await teacher.send({ url: `/v1/audit?subject=${id}` })).json();
  expect(entries[0].sentence).toBe(
    `teacher handed in ${module} for studentA, to count as received at ${at}: submission ${id.slice(0, 8)}.`,
  );
  expect(Date.parse(entries[0].at)).toBe(Date.parse(handedInFor.at));
});

test("it takes none of the student's submissions of a day, and a key of the student's own is another key", async () => {
  const { give, own, student, module, files } = await setUp();
  for (let count = 0; count < 3; count += 1) expect((await give()).statusCode).toBe(202);
  const keyed = { idempotencyKey: "key" };
  const first = (await give(keyed)).json();
  expect((await give(keyed)).json()).toEqual(first);
  const mine = await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files, ...keyed } });
  expect(mine.json().id).not.toBe(first.id);
  expect((await own()).statusCode).toBe(202);
  expect((await own()).statusCode).toBe(429);
});

test("students may not, only students are handed in for, and a time to come or without a reason is refused", async () => {
  const { give, student, teacher, clock, rows } = await setUp();
  const later = new Date(clock.now() + 3_600_000).toISOString();
  const reason = "why not";
  expect((await give({}, student)).statusCode).toBe(403);
  expect(
    (await give({}, teacher, `/v1/users/${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}/submissions`)).statusCode,
  ).toBe(404);
  const staff = await give({}, teacher, `/v1/users/${teacher.id}/submissions`);
  expect([staff.statusCode, staff.json().error.field]).toEqual([400, "id"]);
  const future = await give({ received: { at: later, reason } });
  expect([future.statusCode, future.json().error.field]).toEqual([400, "received.at"]);
  expect((await give({ received: { at: later } })).statusCode).toBe(400);
  expect((await give({ module: "77-none" })).json().error.code).toBe("unknown-module");
  expect(rows("submissions")).toBe(0);
});

test("no work came before its module was released or, where that is not said, more than 400 days ago", async () => {
  const reason = "on paper";
  const released = await setUp({ zone: "Europe/Berlin", assignments: { "01-echo": { release: "2026-01-15T08:00" } } });
  const early = await released.give({ received: { at: "2026-01-15T06:59:59Z", reason } });
  expect([early.statusCode, early.json().error]).toMatchObject([
    400,
    {
      field: "received.at",
      message:
        "received.at: it must not be before the release of 01-echo at 2026-01-15 08:00 Europe/Berlin, got 2026-01-15T06:59:59Z.",
    },
  ]);
  expect((await released.give({ received: { at: "2026-01-15T07:00:00Z", reason } })).statusCode).toBe(202);

  const { give, clock, rows } = await setUp();
  const daysAgo = (days: number) => new Date(clock.now() - days * 24 * 3_600_000).toISOString();
  for (const at of ["0001-01-01T00:00:00Z", daysAgo(400.1)]) {
    const old = await give({ received: { at, reason } });
    expect([old.statusCode, old.json().error]).toMatchObject([
      400,
      { field: "received.at", message: `received.at: it must not be more than 400 days before now, got ${at}.` },
    ]);
  }
  expect(rows("submissions")).toBe(0);
  expect((await give({ received: { at: daysAgo(399.9), reason } })).statusCode).toBe(202);
});

test("why it counts as received then is one line of characters that can be seen", async () => {
  const { give, clock, rows } = await setUp();
  const at = new Date(clock.now() - 60_000).toISOString();
  for (const reason of ["on \u202Epaper", "two\nlines", " "]) {
    const refused = await give({ received: { at, reason } });
    expect([refused.statusCode, refused.json().error.field]).toEqual([400, "received.reason"]);
  }
  expect(rows("submissions")).toBe(0);
});

test("the submission before one is the same student's to the module, and the first has none", async () => {
  const { own, give, student, account } = await setUp();
  const first = (await own()).json();
  const second = (await give()).json();
  const before = (id: string, as = student) => as.send({ url: `/v1/submissions/${id}/previous` });
  expect((await before(second.id)).json()).toMatchObject({ id: first.id, student: { name: "studentA" } });
  expect((await before(first.id)).statusCode).toBe(404);
  expect((await before(second.id, account("studentB", "student"))).statusCode).toBe(404);
});

test("what counts as received earlier is neither the latest nor what was before a later one", async () => {
  const { own, give, student, teacher, clock, store, module } = await setUp({ due: {} });
  const grade = (score: number) => {
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  };
  const newer = (await own()).json();
  grade(90);
  const at = new Date(clock.now() - 7_200_000).toISOString();
  const older = (await give({ received: { at, reason: "the network was down" } })).json();
  grade(40);
  const { grades } = (await student.send({ url: "/v1/grades" })).json();
  expect(grades).toMatchObject([{ counted: 90, submissionId: newer.id }]);
  const before = (id: string) => student.send({ url: `/v1/submissions/${id}/previous` });
  expect((await before(newer.id)).json()).toMatchObject({ id: older.id });
  expect((await before(older.id)).statusCode).toBe(404);
  const regrade = store.regrades.start(teacher.id, { module, which: "latest" });
  const lease = store.queue.lease("test");
  expect([regrade.total, lease?.submissionId]).toEqual([1, newer.id]);
});

test("nothing is handed in for who was dropped, and nothing for an account that is not there any more", async () => {
  const { give, store, teacher, student } = await setUp();
  store.people.change(teacher.id, student.id, { dropped: true });
  const refused = await give();
  expect([refused.statusCode, refused.json().error.code]).toEqual([403, "dropped"]);
  expect(
    store.submissions.list({ userId: student.id, module: undefined, status: undefined, limit: 1, before: undefined }),
  ).toEqual([]);
});
