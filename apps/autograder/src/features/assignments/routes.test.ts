import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

const late = { percentPerDay: 10, days: 3, graceMinutes: 0 };
const day = 24 * 60 * 60_000;

async function setUp(dates: unknown = { zone: "Europe/Berlin" }) {
  const service = await openTestApp({}, dates);
  const { store, module, files, account } = service;
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  const path = `/v1/assignments/${module}`;
  const change = async (payload: object) => {
    const answer = await teacher.send({ method: "POST", url: path, payload: { because: "as announced", ...payload } });
    return { status: answer.statusCode, ...answer.json() };
  };
  const graded = async (score: number) => {
    await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  };
  const grade = async () => (await student.send({ url: "/v1/grades" })).json().grades[0];
  const told = async () => (await teacher.send({ url: `/v1/audit?subject=${module}` })).json().entries;
  return { ...service, teacher, student, path, change, graded, grade, told };
}

test("what course.json says is the first value; a change holds from then on, and is taken back whole", async () => {
  const { teacher, student, change, path, module, told } = await setUp({
    zone: "Europe/Berlin",
    due: { "01-echo": "2126-12-06T23:59" },
    late,
  });
  const shown = async () => (await student.send({ url: "/v1/assignments" })).json();
  expect(await shown()).toMatchObject({
    assignments: [{ module, due: "2126-12-06T23:59", dueAt: "2126-12-06T22:59:00.000Z", late, changed: null }],
    courseJson: null,
  });
  expect(await change({ due: "2126-12-08 18:00", attempts: 3, coolDownMinutes: 20 })).toMatchObject({
    status: 200,
    ...{ due: "2126-12-08T18:00", closesAt: "2126-12-11T17:00:00.000Z", attempts: 3, zone: "Europe/Berlin", late },
    changed: { by: "teacher", because: "as announced" },
  });
  expect(await change({ attempts: null })).toMatchObject({ due: "2126-12-08T18:00", attempts: null });
  const undo = await teacher.send({ method: "POST", url: `${path}/undo`, payload: { because: "a slip" } });
  expect(undo.json()).toMatchObject({ attempts: 3, due: "2126-12-08T18:00" });
  expect((await told()).map(({ sentence }: { sentence: string }) => sentence)).toEqual([
    "teacher took the newest decision about 01-echo back: attempts 3 (it was any number) (a slip).",
    "teacher decided about 01-echo: attempts any number (it was 3) (as announced).",
    "teacher decided about 01-echo: due 2126-12-08 18:00 (it was 2126-12-06 23:59), attempts 3 (it was any number), " +
      "cool-down 20 min (it was 0 min) (as announced).",
    "The service decided about 01-echo: zone Europe/Berlin (it was UTC), due 2126-12-06 23:59 (it was none), " +
      "late work costs 10 % a day for 3 days (it was costs nothing).",
  ]);
});

test("to teachers it is a course.json too, which read again says the same", async () => {
  const { teacher, change } = await setUp();
  await change({ due: "2126-12-08T18:00", closes: "2126-12-10T18:00", counts: "best", points: 40, late });
  const { courseJson } = (await teacher.send({ url: "/v1/assignments" })).json();
  const again = await setUp(courseJson);
  const read = (await again.teacher.send({ url: "/v1/assignments" })).json();
  expect(read.courseJson).toEqual(courseJson);
  expect(read.assignments).toMatchObject([
    { due: "2126-12-08T18:00", counts: "best", points: 40, late, changed: null },
  ]);
});

test.each([
  [{ due: "2027-03-28T02:30" }, "due", /jump over: it could mean .* or /],
  [{ due: "soon" }, "due", /must be a time, as 2026-12-06T23:59/],
  [{ due: "2126-12-06T23:59+05:00" }, "due", /offset of Europe\/Berlin/],
  [{ due: "2126-12-06T18:00+25:00" }, "due", /must have an offset from -23:59 to \+23:59, got 2126-12-06T18:00\+25:00/],
  [{ closes: "2126-12-06T18:00+99:99" }, "closes", /must have an offset from/],
  [{ due: "2126-12-06T23:59:60" }, "due", /must be a day and an hour that there are/],
  [{ points: 0.001 }, "points", /must be at least 0.01/],
  [{ points: 33.333 }, "points", /must be a multiple of 0.01/],
  [{ points: 1e303 }, "points", /must be at most 100000/],
  [{ attempts: 1e9 }, "attempts", /must be at most/],
  [{ coolDownMinutes: 1e9 }, "coolDownMinutes", /must be at most/],
  [{ late: { percentPerDay: 1, days: 1e9 } }, "late.days", /must be at most/],
  [{ late: { percentPerDay: 1, days: 1, graceMinutes: 1e9 } }, "late.graceMinutes", /must be at most/],
  [{ because: "so \u202Edecided", attempts: 1 }, "because", /must be one line of characters that can be seen/],
  [{ due: "2126-12-06T23:59", closes: "2126-12-05T23:59" }, "closes", /must not be before the due date/],
  [{ due: "2126-12-06T23:59", release: "2126-12-07T00:00" }, "release", /must be before/],
  [{ zone: "+01:00" }, "zone", /must be a zone's name/],
  [{ attempts: 0 }, "attempts", /at least 1/],
  [{ late: { percentPerDay: 60, days: 2 } }, "late", /100 percent/],
  [{ because: " ", attempts: 1 }, "because", /must say why/],
  [{}, "body", /must change something/],
])("%j is 400, names the field and writes nothing", async (payload, field, message) => {
  const { change, told } = await setUp();
  const { status, error } = await change(payload);
  expect([status, error.field]).toEqual([400, field]);
  expect(error.message).toMatch(message);
  expect(await told()).toEqual([]);
});

test("a module that is not there is 404, and with nothing changed there is nothing to take back", async () => {
  const { teacher, path } = await setUp();
  const send = (url: string, payload: object) => teacher.send({ method: "POST", url, payload });
  expect((await send("/v1/assignments/99-none", { attempts: 1, because: "x" })).statusCode).toBe(404);
  const undo = await send(`${path}/undo`, { because: "x" });
  expect([undo.statusCode, undo.json().error.code]).toEqual([409, "not-possible"]);
});

test("a later due date makes late work punctual at once, and that is told; what changes no grade is told to nobody", async () => {
  const { change, graded, grade, clock, student, store } = await setUp({
    zone: "UTC",
    due: { "01-echo": new Date(Date.now() + 60_000).toISOString().slice(0, 16) },
    late,
  });
  const told = () => store.personData.rows(student.id, "staff").events?.map(({ cause }) => cause);
  clock.time += 1.5 * day;
  await graded(80);
  expect(await grade()).toMatchObject({ counted: 64, late: { days: 2 } });
  const before = told();
  await change({ coolDownMinutes: 5 });
  expect(told()).toEqual(before);
  await change({ due: new Date(Date.now() + 3 * day).toISOString().slice(0, 16) });
  expect(await grade()).toMatchObject({ counted: 80, late: null });
  expect(told()).toEqual([...(before ?? []), "assignment"]);
  await change({ points: 40 });
  expect(await grade()).toMatchObject({ counted: 32, maxScore: 40, score: 32 });
  expect((await grade()).reason.at(-1)).toBe("The module is worth 40, so that is 32 of 40.");
});
