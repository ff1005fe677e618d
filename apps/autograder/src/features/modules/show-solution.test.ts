import { sampleReport } from "@tinytorch/course/testing";
import { describe, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../testing/open-test-app.ts";

const shown = { due: {}, solutionsAfter100: true };

async function handIn({ store, module, files }: TestApp, student: ReturnType<TestApp["account"]>, score: number) {
  await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  for (let lease = store.queue.lease("test"); lease !== undefined; lease = store.queue.lease("test")) {
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  }
}

const url = ({ module }: TestApp) => `/v1/modules/${module}/solution`;

describe("a student", () => {
  test("sees no solution where the course does not say so, whatever the grade", async () => {
    const app = await openTestApp();
    const student = app.account("studentA", "student");
    await handIn(app, student, 100);
    const answer = await student.send({ url: url(app) });
    expect(answer.statusCode).toBe(403);
    expect(answer.json().error).toMatchObject({ code: "forbidden", message: "This course does not show solutions." });
  });

  test("sees it with all points and no sooner, without the marks of what is to be written", async () => {
    const app = await openTestApp({}, shown);
    const [student, other] = [app.account("studentA", "student"), app.account("studentB", "student")];
    const sentence = "The solution is shown once your graded submission of 01-echo has 100 of 100 points.";
    expect((await student.send({ url: url(app) })).json().error.message).toBe(sentence);
    await handIn(app, student, 99);
    expect((await student.send({ url: url(app) })).json().error.message).toBe(sentence);
    await handIn(app, student, 100);
    const answer = await student.send({ url: url(app) });
    expect(answer.statusCode).toBe(200);
    const { module, files } = answer.json();
    expect({ module, paths: Object.keys(files) }).toEqual({ module: app.module, paths: Object.keys(app.files) });
    expect(files["src/index.ts"]).toMatch(/return/);
    expect(files["src/index.ts"]).not.toMatch(/SOLUTION|TODO/);
    expect((await other.send({ url: url(app) })).statusCode, "points of one are not another's").toBe(403);
  });

  test("sees it though the full work came late", async () => {
    const app = await openTestApp(
      {},
      {
        due: { "01-echo": new Date(Date.now() - 3_600_000).toISOString() },
        late: { percentPerDay: 10, days: 3 },
        solutionsAfter100: true,
      },
    );
    const student = app.account("studentA", "student");
    await handIn(app, student, 100);
    expect((await student.send({ url: url(app) })).statusCode).toBe(200);
  });
});

test("an instructor sees it always; who is nobody sees nothing; a module that is not there is not found", async () => {
  const app = await openTestApp();
  const teacher = app.account("teacher", "instructor");
  expect((await teacher.send({ url: url(app) })).statusCode).toBe(200);
  expect((await app.app.inject({ url: url(app) })).statusCode).toBe(401);
  expect((await app.account("robot", "ci").send({ url: url(app) })).statusCode).toBe(403);
  for (const id of ["09-nothing", "..%2F01-echo"]) {
    expect((await teacher.send({ url: `/v1/modules/${id}/solution` })).statusCode).toBe(404);
  }
});
