import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { noDetail } from "../exceptions/store.ts";

async function setUp() {
  const service = await openTestApp();
  const { store, module, files } = service;
  const teacher = service.account("teacher", "instructor");
  const students = ["studentA", "studentB"].map((name) => service.account(name, "student"));
  const [first] = students;
  if (first === undefined) throw new Error("there must be a student");
  await first.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  const work = store.queue.lease("test");
  if (work === undefined) throw new Error("the queue must have work");
  const report = sampleReport({ sha256: work.sha256, seed: work.seed, score: 60 });
  store.runs.store(work, { report, startedAt: work.askedAt, answeredAt: work.askedAt });
  const ask = async (payload: object) => {
    const answer = await teacher.send({ method: "POST", url: "/v1/exports", payload });
    return { status: answer.statusCode, ...answer.json() };
  };
  return { ...service, ask, student: first };
}

const template = `Student,ID,SIS User ID,SIS Login ID,Section,01-echo (7)
    Points Possible,,,,,10.00
"A, Student",101,S1,studentA,One,
"B, Student",102,S2,studentB,One,5.00
`;

test("each format has its file, and says who is not in it", async () => {
  const { ask, module } = await setUp();
  const csv = await ask({ format: "csv" });
  expect(csv).toMatchObject({ status: 200, fileName: "grades.csv", leftOut: [] });
  expect(csv.text).toMatch(/^\uFEFFlogin,/);
  expect(csv.text).toMatch(new RegExp(`${module} \\(of 100\\)\r\nstudentA,.*,60\r\nstudentB,.*,\r\n$`));
  expect((await ask({ format: "moodle", key: "username" })).text).toMatch(/^Username,[^\r]+\r\nstudentA,60.00\r\n$/);
  const moodle = await ask({ format: "moodle" });
  expect(moodle.error).toMatchObject({
    field: "modules",
    message: "moodle: somebody must be in the file, got nobody; no ID number: studentA, studentB.",
  });
  expect((await ask({ format: "canvas" })).warnings[0]).toMatch(/^without a Canvas id.*: studentA$/);
});

test("Canvas's own export gives ids, headers, points and the grades that are not ours", async () => {
  const { ask } = await setUp();
  const { text, leftOut } = await ask({ format: "canvas", template });
  expect(text).toBe(
    "Student,ID,SIS User ID,SIS Login ID,Section,01-echo (7)\r\n    Points Possible,,,,,10.00\r\n" +
      '"A, Student",101,S1,studentA,One,6.00\r\n"B, Student",102,S2,studentB,One,5.00\r\n',
  );
  expect(leftOut).toEqual([]);
});

test("Gradescope's results are of the submission that counts, without seed and console", async () => {
  const { ask, module } = await setUp();
  const { text, leftOut } = await ask({ format: "gradescope", modules: [module] });
  expect(JSON.parse(text)).toMatchObject({ login: "studentA", module, results: { score: 60, tests: [{}, {}, {}] } });
  expect(text).not.toMatch(/"seed"|printed by/);
  expect(leftOut).toEqual([{ login: "studentB", module: null, because: "nothing graded" }]);
});

test("who is excused is EX to people and to Canvas, and is not in Moodle's file nor in Gradescope's, which says so", async () => {
  const { ask, module, store, student, account } = await setUp();
  const { id: teacher } = account("another", "instructor");
  store.exceptions.add(teacher, { ...noDetail, kind: "excuse", userId: student.id, module, because: "illness" });
  expect((await ask({ format: "csv" })).text).toMatch(/\r\nstudentA,.*,EX\r\n/);
  expect((await ask({ format: "canvas", template })).text).toContain('"A, Student",101,S1,studentA,One,EX\r\n');
  const moodle = await ask({ format: "moodle", key: "username" });
  expect(moodle.error.message).toMatch(/got nobody; excused, which Moodle's import cannot say: studentA;/);
  const gradescope = await ask({ format: "gradescope", modules: [module] });
  expect(gradescope.text).toBe("");
  expect(gradescope.leftOut).toContainEqual({
    login: "studentA",
    module: null,
    because: "excused, which Gradescope's results cannot say",
  });
  const [line = ""] = (await ask({ format: "jsonl" })).text.split("\n");
  expect(JSON.parse(line).grades).toMatchObject([{ counted: null, excused: true }]);
});

test("points given by hand are the score of every format, and Gradescope's output says why", async () => {
  const { ask, module, store, student, account } = await setUp();
  const { id: teacher } = account("another", "instructor");
  store.assignments.change(teacher, module, { points: 40 }, "as announced");
  const byHand = { ...noDetail, kind: "override", points: 38, maxPoints: 40 } as const;
  store.exceptions.add(teacher, { ...byHand, userId: student.id, module, because: "seen in person" });
  expect((await ask({ format: "csv" })).text).toMatch(/\(of 40\)\r\nstudentA,.*,38\r\n/);
  const { results } = JSON.parse((await ask({ format: "gradescope", modules: [module] })).text);
  const [line = ""] = (await ask({ format: "jsonl" })).text.split("\n");
  expect(JSON.parse(line).grades, "all of it in points of 40").toMatchObject([
    { score: 24, counted: 38, maxScore: 40 },
  ]);
  expect(results.score).toBe(95);
  expect(results.output).toMatch(/^60 of 100 points .*\n.*\nReplaced by 38 of 40: seen in person\.\n\n/);
});

test("JSON lines have everybody, with the grades as the gradebook explains them", async () => {
  const { ask, module, student } = await setUp();
  const lines = (await ask({ format: "jsonl" })).text
    .trimEnd()
    .split("\n")
    .map((line: string) => JSON.parse(line));
  expect(lines).toMatchObject([
    {
      person: { id: student.id, login: "studentA", dropped: false },
      grades: [{ module, counted: 60, reason: [expect.any(String)] }],
    },
    { person: { login: "studentB" }, grades: [] },
  ]);
});

test.each([
  [{ format: "xlsx" }, "format"],
  [{ format: "gradescope", modules: ["01-echo", "01-echo"] }, "modules"],
  [{ format: "moodle", key: "shoe size" }, "key"],
  [{ format: "moodle", maximum: 0 }, "maximum"],
  [{ format: "csv", modules: ["99-none"] }, "modules"],
  [{ format: "canvas", template: "Name,Email\n" }, "template"],
])("%j is 400 and names the field", async (payload, field) => {
  const { ask } = await setUp();
  const { status, error } = await ask(payload);
  expect(status).toBe(400);
  expect(error.field).toMatch(new RegExp(`^${field}`));
  expect(error.message).not.toContain("\n");
});

test.each(["student", "ci"] as const)("a %s may not export", async (role) => {
  const { account } = await setUp();
  const send = account("asking", role).send({ method: "POST", url: "/v1/exports", payload: { format: "csv" } });
  expect((await send).statusCode).toBe(403);
});
