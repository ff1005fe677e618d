import { sampleReport } from "@tinytorch/course/testing";
import { describe, expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { noDetail } from "./store.ts";

async function setUp(rules: object = {}) {
  const due = "2126-12-06T23:59";
  const service = await openTestApp({}, { zone: "Europe/Berlin", assignments: { "01-echo": { due, ...rules } } });
  const { store, module, files, account, clock } = service;
  const [teacher, student] = [account("teacher", "instructor"), account("studentA", "student")];
  const other = account("studentB", "student");
  const graded = (score: number) => {
    const { id } = store.submissions.accept(student.id, { module, files });
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
    return id;
  };
  const post = async (url: string, payload: object = {}, by = teacher) => {
    const answer = await by.send({ method: "POST", url, payload });
    return { status: answer.statusCode, ...answer.json() };
  };
  const grant = (payload: object) =>
    post("/v1/exceptions", { student: student.id, module, because: "illness", ...payload });
  const undo = (id: string) => post(`/v1/exceptions/${id}/undo`, { because: "a slip" });
  const grade = async () => (await student.send({ url: "/v1/grades" })).json().grades[0];
  const causes = () =>
    store.personData
      .rows(student.id, "staff")
      .events?.filter(({ kind }) => kind === "grade.changed")
      .map(({ cause }) => cause);
  const sentences = async () =>
    (await teacher.send({ url: `/v1/audit?subject=${student.id}` }))
      .json()
      .entries.map(({ sentence }: { sentence: string }) => sentence);
  return { ...service, teacher, student, other, graded, post, grant, undo, grade, causes, sentences, clock };
}

describe("points given by hand", () => {
  test("hold through a regrade, which is on record, and after they are taken back what the tests gave counts", async () => {
    const { grant, undo, grade, graded, causes, store, teacher, module, sentences } = await setUp();
    const submissionId = graded(60);
    const { status, exception, grade: answered } = await grant({ kind: "override", points: 97 });
    expect([status, answered.counted]).toEqual([201, 97]);
    const shown = await grade();
    expect(shown).toMatchObject({ counted: 97, maxScore: 100, overridden: true, score: 60 });
    expect(shown.reason).toEqual([
      "60 of 100 points from the latest graded submission.",
      "Replaced by 97 of 100: illness.",
    ]);
    const { id } = store.regrades.start(teacher.id, { module, which: "all" });
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score: 80 });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
    store.regrades.apply(teacher.id, id);
    expect(await grade()).toMatchObject({ counted: 97, overridden: true });
    expect(causes()).toEqual(["submission", "exception"]);
    const [replaced] = store.auditLog.list({ subject: submissionId, action: "run.replaced", limit: 1 });
    expect(JSON.parse(replaced?.detail ?? "{}")).toMatchObject({ before: 60, after: 80 });
    expect((await undo(exception.id)).exception.removed).toMatchObject({ by: "teacher", because: "a slip" });
    expect(await grade()).toMatchObject({ counted: 80, overridden: false });
    expect(causes()).toEqual(["submission", "exception", "exception"]);
    expect((await sentences()).slice(0, 2)).toEqual([
      "teacher took the points given by hand of studentA in 01-echo back (a slip).",
      "teacher gave 97 of 100 points by hand in 01-echo for studentA (illness).",
    ]);
  });

  test("that change nothing shown are told to nobody, and a second taking back is refused", async () => {
    const { grant, undo, graded, causes } = await setUp();
    graded(60);
    const { exception } = await grant({ kind: "override", points: 60 });
    expect(causes()).toEqual(["submission"]);
    await undo(exception.id);
    expect((await undo(exception.id)).error.code).toBe("not-possible");
  });
});

describe("what is granted twice holds once", () => {
  test("points given by hand take the place of those before in one change of the grade, and both stay on record", async () => {
    const { grant, undo, grade, graded, causes, store, student, module, sentences } = await setUp();
    graded(60);
    const first = await grant({ kind: "override", points: 97 });
    const again = await grant({ kind: "override", points: 97 });
    expect(again).toEqual({ ...first, heldBefore: true });
    expect(causes()).toEqual(["submission", "exception"]);
    const second = await grant({ kind: "override", points: 80, because: "counted again" });
    expect(second).toMatchObject({ heldBefore: false, grade: { counted: 80 } });
    expect(causes()).toEqual(["submission", "exception", "exception"]);
    const holding = store.exceptions.list({ userId: student.id, module });
    expect(holding).toMatchObject([{ id: second.exception.id }]);
    expect((await sentences()).slice(0, 3)).toEqual([
      "teacher took the points given by hand of studentA in 01-echo back (replaced: counted again).",
      "teacher gave 80 of 100 points by hand in 01-echo for studentA (counted again).",
      "teacher gave 97 of 100 points by hand in 01-echo for studentA (illness).",
    ]);
    await undo(second.exception.id);
    expect(await grade()).toMatchObject({ counted: 60, overridden: false });
  });

  test("an excuse has one reason, and more time is another fact each time that it says something else", async () => {
    const { grant, store, student, module } = await setUp({ attempts: 3 });
    const holding = () => store.exceptions.list({ userId: student.id, module });
    await grant({ kind: "excuse" });
    expect(await grant({ kind: "excuse" })).toMatchObject({ heldBefore: true });
    await grant({ kind: "excuse", because: "came in week 9" });
    expect(holding()).toMatchObject([{ kind: "excuse", because: "came in week 9" }]);
    const more = { kind: "extension", attempts: 1, due: "2126-12-09T18:00" };
    await grant(more);
    expect(await grant({ ...more, due: "2126-12-09 18:00" })).toMatchObject({ heldBefore: true });
    await grant({ ...more, because: "the queue was down" });
    await grant({ ...more, attempts: 2 });
    expect(holding().filter(({ kind }) => kind === "extension")).toHaveLength(3);
  });
});

describe("points given by hand are ones that can be shown", () => {
  test.each([
    [{ points: 1e303, maxPoints: 1e303 }, "points", /must be at most 100000/],
    [{ points: 1, maxPoints: 1e303 }, "maxPoints", /must be at most 100000/],
    [{ points: 0, maxPoints: 0.001 }, "maxPoints", /must be at least 0.01/],
    [{ points: 0, maxPoints: 99.999 }, "maxPoints", /must be a multiple of 0.01/],
    [{ points: 0.005 }, "points", /must be a multiple of 0.01/],
    [{ points: -0.01 }, "points", /must be at least 0/],
    [{ points: 7.01, maxPoints: 7 }, "points", /must be at most 7, got 7.01/],
  ])("%j is 400, names the field and writes nothing", async (payload, field, message) => {
    const { grant, store } = await setUp();
    const { status, error } = await grant({ kind: "override", ...payload });
    expect([status, error?.field]).toEqual([400, field]);
    expect(error.message).toMatch(message);
    expect(store.exceptions.list({ all: true })).toEqual([]);
  });

  test("hundredths that no double has are multiples all the same, up to the largest", async () => {
    const { grant } = await setUp();
    for (const [points, maxPoints] of [
      [0.07, 0.29],
      [0.01, 0.01],
      [99_999.99, 100_000],
    ]) {
      expect((await grant({ kind: "override", points, maxPoints })).grade).toMatchObject({ counted: points });
    }
  });

  test("a change whose answer cannot be shown is not stored, and what stands in its way can be taken back", async () => {
    const { grant, undo, store, student, teacher, module } = await setUp({ attempts: 3 });
    const before = { ...noDetail, kind: "override", userId: student.id, module, because: "as it was" } as const;
    const { id } = store.exceptions.add(teacher.id, { ...before, points: 1e303, maxPoints: 1e303 });
    expect((await grant({ kind: "extension", attempts: 1 })).status).toBe(500);
    expect(store.exceptions.list({ all: true })).toMatchObject([{ id }]);
    expect((await undo(id)).status).toBe(200);
    expect((await grant({ kind: "extension", attempts: 1 })).status).toBe(201);
  });
});

test("points given by hand are the same number in the gradebook's CSV and in exports, whatever they were of", async () => {
  const { grant, teacher, store, module } = await setUp();
  const shown = async () => {
    const csv = (await teacher.send({ url: "/v1/gradebook?format=csv" })).body;
    const file = (await teacher.send({ method: "POST", url: "/v1/exports", payload: { format: "csv" } })).json();
    const { maximums, rows } = (await teacher.send({ url: "/v1/gradebook" })).json();
    const [{ counted, maxScore }] = rows[0].grades;
    const cell = (text: string, column: number) => Number(/^studentA,.*$/m.exec(text)?.[0].split(",").at(column));
    return [cell(csv, 1), cell(file.text, -1), (counted * maximums[module]) / maxScore];
  };
  await grant({ kind: "override", points: 8, maxPoints: 10 });
  expect(await shown()).toEqual([80, 80, 80]);
  await grant({ kind: "override", points: 90, maxPoints: 100 });
  store.assignments.change(teacher.id, module, { points: 50 }, "worth less");
  expect(await shown()).toEqual([45, 45, 45]);
});

test("who decides over what somebody else decided meanwhile is refused, writes nothing and may look again", async () => {
  const { grant, grade, graded, teacher, student, undo } = await setUp();
  graded(60);
  const standing = async (): Promise<string[]> =>
    (await teacher.send({ url: `/v1/exceptions?student=${student.id}` }))
      .json()
      .exceptions.map(({ id }: { id: string }) => id);
  const seen = await standing();
  const first = await grant({ kind: "override", points: 97, standing: seen });
  expect(first.status).toBe(201);
  const late = await grant({ kind: "override", points: 70, standing: seen });
  expect([late.status, late.error.code]).toEqual([409, "changed-meanwhile"]);
  expect(await grade()).toMatchObject({ counted: 97 });
  const both = await standing();
  await undo(first.exception.id);
  expect((await grant({ kind: "excuse", standing: both })).error.code).toBe("changed-meanwhile");
  expect((await grant({ kind: "override", points: 70, standing: await standing() })).status).toBe(201);
  expect(await grade()).toMatchObject({ counted: 70 });
});

test("the gradebook of one student has that row alone, and of nobody's id none", async () => {
  const { graded, teacher, student } = await setUp();
  graded(60);
  const names = async (id: string) =>
    (await teacher.send({ url: `/v1/gradebook?student=${id}` }))
      .json()
      .rows.map(({ student }: { student: { name: string } }) => student.name);
  expect(await names(student.id)).toEqual(["studentA"]);
  expect(await names(crypto.randomUUID())).toEqual([]);
});

test("an excuse is no grade and no zero, in the gradebook and its CSV too", async () => {
  const { grant, grade, graded, teacher, causes, student } = await setUp();
  graded(60);
  await grant({ kind: "excuse" });
  expect(await grade()).toMatchObject({ counted: null, maxScore: null, excused: true });
  expect((await grade()).reason.at(-1)).toBe("Excused, which is no grade and no zero: illness.");
  expect(causes()).toEqual(["submission", "exception"]);
  const { rows } = (await teacher.send({ url: "/v1/gradebook" })).json();
  expect(rows[0].grades).toMatchObject([{ excused: true }]);
  const csv = await teacher.send({ url: "/v1/gradebook?format=csv" });
  expect(csv.body).toContain("studentA,EX,0,excused\r\n");
  const file = (await teacher.send({ method: "POST", url: "/v1/exports", payload: { format: "csv" } })).json();
  expect(file.text).toMatch(/studentA,.*,EX\r\n/);
  const statistics = (await teacher.send({ url: "/v1/modules/01-echo/statistics" })).json();
  expect(statistics.students).toBe(0);
  expect((await student.send({ url: "/v1/modules/01-echo/standing" })).json()).toMatchObject({ canCount: false });
});

describe("more time", () => {
  const late = { percentPerDay: 10, days: 3 };

  test("moves its person's dates and nobody else's, is named with its zone, and never lowers a grade", async () => {
    const { grant, student, other, clock, graded, grade, module, causes } = await setUp({ late });
    const dates = async (who = student) => (await who.send({ url: `/v1/modules/${module}/standing` })).json();
    clock.time = Date.parse("2126-12-08T12:00Z") - Date.now();
    graded(80);
    expect(await grade()).toMatchObject({ counted: 64 });
    const { status, exception, grade: answered } = await grant({ kind: "extension", due: "2126-12-09 18:00" });
    expect(exception).toMatchObject({ due: "2126-12-09T18:00", dueAt: "2126-12-09T17:00:00.000Z" });
    expect([status, answered.counted]).toEqual([201, 80]);
    expect(answered.reason.at(-1)).toBe("Due 2126-12-09 18:00 Europe/Berlin: illness.");
    expect(await dates()).toMatchObject({ due: "2126-12-09T17:00:00.000Z", closes: "2126-12-12T17:00:00.000Z" });
    expect(await dates(other)).toMatchObject({ due: "2126-12-06T22:59:00.000Z" });
    expect(causes()).toEqual(["submission", "exception"]);
  });

  test.each([
    [{ due: "2126-12-06T18:00" }, "due", /later than 2126-12-06T23:59/],
    [
      { due: "2126-12-06T23:59:30" },
      "due",
      /later than 2126-12-06T23:59, which covers its whole minute, got 2126-12-06T23:59:30\./,
    ],
    [{ due: "2126-12-07T18:00+25:00" }, "due", /must have an offset from/],
    [{ attempts: 1e9 }, "attempts", /must be at most 1000/],
    [{ due: "2126-12-09T18:00", because: "ill \u202Efor a day" }, "because", /one line of characters that can be seen/],
    [{ due: "2027-03-28T02:30" }, "due", /jump over/],
    [{ closes: "tomorrow" }, "closes", /must be a time/],
    [{ attempts: 1 }, "attempts", /nobody counts them/],
    [{}, "body", /more time or more attempts/],
    [{ due: "2126-12-09T18:00", because: "" }, "because", /must say why/],
    [{ due: "2126-12-09T18:00", module: "99-none" }, "module", /no such module/],
  ])("%j is 400, names the field and writes nothing", async (payload, field, message) => {
    const { grant, store } = await setUp();
    const { status, error } = await grant({ kind: "extension", ...payload });
    expect([status, error.field]).toEqual([400, field]);
    expect(error.message).toMatch(message);
    expect(store.exceptions.list({ all: true })).toEqual([]);
  });
});

describe("which submission counts", () => {
  test("a student chooses where the module leaves it to students, until it closes", async () => {
    const { graded, post, grade, student, clock } = await setUp({ counts: "chosen", closes: "2126-12-07T23:59" });
    const first = graded(90);
    graded(40);
    expect(await grade()).toMatchObject({ counted: 40 });
    expect((await post(`/v1/submissions/${first}/count`, {}, student)).grade).toMatchObject({ counted: 90 });
    expect((await grade()).reason[1]).toBe("It was chosen to count: the student's choice.");
    clock.time = Date.parse("2126-12-08T12:00Z") - Date.now();
    expect((await post(`/v1/submissions/${first}/count/undo`, {}, student)).error.code).toBe("closed");
    expect(await grade()).toMatchObject({ counted: 90 });
  });

  test("elsewhere staff chooses, with a reason, and a student does not choose over that", async () => {
    const { graded, post, grade, student, other, teacher, change } = await withChange();
    const first = graded(90);
    const last = graded(40);
    const refused = await post(`/v1/submissions/${first}/count`, {}, student);
    expect(refused.error.message).toBe(
      "In 01-echo the latest submission counts, and an instructor alone may choose another.",
    );
    expect((await post(`/v1/submissions/${first}/count`, {}, other)).status).toBe(404);
    expect((await post(`/v1/submissions/${first}/count`, {}, teacher)).error.field).toBe("because");
    await post(`/v1/submissions/${first}/count`, { because: "the later was a mistake" }, teacher);
    expect(await grade()).toMatchObject({ counted: 90, submissionId: first });
    change({ counts: "chosen" });
    expect((await post(`/v1/submissions/${last}/count`, {}, student)).error.message).toBe(
      "An instructor chose which submission counts.",
    );
    await post(`/v1/submissions/${first}/count/undo`, { because: "as it was" }, teacher);
    expect(await grade()).toMatchObject({ counted: 40, submissionId: last });
  });

  test("one that is chosen already is answered as it is, one undo takes it back, and what is not chosen has none", async () => {
    const { graded, post, grade, teacher, student, module, store, sentences } = await setUp({ counts: "chosen" });
    const [first, last] = [graded(90), graded(40)];
    const count = (id: string, by = student, payload: object = {}) => post(`/v1/submissions/${id}/count`, payload, by);
    const undo = (id: string, by = student, payload: object = {}) =>
      post(`/v1/submissions/${id}/count/undo`, payload, by);
    const once = await count(first);
    const before = await sentences();
    expect(await count(first)).toEqual({ ...once, heldBefore: true });
    expect(await sentences()).toEqual(before);
    expect((await undo(first)).grade).toMatchObject({ counted: 40 });
    expect((await undo(first)).error.message).toBe("This submission is not chosen to count.");
    await count(first);
    await count(last);
    expect((await undo(first)).error.code, "another was chosen since").toBe("not-possible");
    await count(first);
    const because = { because: "seen in person" };
    const byStaff = await count(first, teacher, because);
    expect(byStaff.exception).toMatchObject({ by: "teacher", because: "seen in person" });
    expect(await count(first, teacher, because)).toEqual({ ...byStaff, heldBefore: true });
    const corrected = await count(first, teacher, { because: "corrected" });
    expect(corrected).toMatchObject({ heldBefore: false, exception: { by: "teacher", because: "corrected" } });
    expect((await undo(first)).error.message).toBe("An instructor chose which submission counts.");
    await undo(first, teacher, because);
    expect(await grade()).toMatchObject({ counted: 40, submissionId: last });
    expect(store.exceptions.list({ userId: student.id, module })).toMatchObject([{ submissionId: last }]);
  });

  async function withChange() {
    const service = await setUp();
    const { store, teacher, module } = service;
    const change = (rules: { readonly counts: "chosen" }) =>
      store.assignments.change(teacher.id, module, rules, "as announced");
    return { ...service, change };
  }
});

test("students read their own, with what was taken back where that is asked for; others' are not there", async () => {
  const { grant, undo, student, other } = await setUp();
  const { exception } = await grant({ kind: "excuse" });
  await undo(exception.id);
  const list = async (query: string, who = student) => (await who.send({ url: `/v1/exceptions${query}` })).json();
  expect(await list("")).toEqual({ exceptions: [] });
  expect((await list("?all=true")).exceptions).toMatchObject([{ kind: "excuse", removed: { because: "a slip" } }]);
  expect(await list("?all=true", other)).toEqual({ exceptions: [] });
  expect((await list(`?student=${student.id}`, other)).error.code).toBe("not-found");
});
