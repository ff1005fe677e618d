import { join } from "node:path";
import { regradeSchema, rerunSchema, runSchema, submissionSchema } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { attemptLimit } from "../../grading/queue.ts";
import { openTestApp, type TestAccount, type TestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const student = service.account("studentA", "student");
  const instructor = service.account("teacher", "instructor");
  const { id } = service.store.submissions.accept(student.id, {
    module: service.module,
    files: service.files,
  });
  const runId = gradeNext(service, 40);
  return { ...service, student, instructor, id, runId };
}

function gradeNext({ store }: Pick<TestApp, "store">, score: number): string {
  const lease = store.queue.lease("test");
  if (lease === undefined) throw new Error("the queue must have work");
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
  return store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt })?.runId ?? "no run";
}

async function get(account: TestAccount, url: string): Promise<unknown> {
  const answer = await account.send({ url });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

test("what grades again is an instructor's alone", async () => {
  const { student, runId, module } = await setUp();
  const regrade = { method: "POST", url: "/v1/regrades", payload: { module, which: "all" } } as const;
  for (const request of [
    { url: `/v1/runs/${runId}` },
    { url: "/v1/reruns/1" },
    { url: "/v1/regrades" },
    { url: `/v1/regrades/${runId}` },
    { url: "/v1/dead-letters" },
    { method: "POST", url: `/v1/runs/${runId}/rerun` },
    { method: "POST", url: `/v1/regrades/${runId}/apply` },
    { method: "POST", url: `/v1/regrades/${runId}/cancel` },
    { method: "POST", url: "/v1/dead-letters/1/retry" },
    regrade,
  ] as const) {
    expect((await student.send(request)).statusCode, request.url).toBe(403);
  }
});

test("a run is shown as recorded and run once more", async () => {
  const service = await setUp();
  const { instructor, runId, id } = service;
  expect(runSchema.parse(await get(instructor, `/v1/runs/${runId}`))).toMatchObject({
    kind: "grade",
    submissionId: id,
    stands: true,
    counts: true,
    sandbox: ["isolate", "process"],
    hashes: { submission: expect.any(String), suite: "a".repeat(64) },
    reportState: "shown",
  });
  const asked = await instructor.send({ method: "POST", url: `/v1/runs/${runId}/rerun` });
  expect(asked.statusCode).toBe(202);
  const again = gradeNext(service, 40);
  const rerun = rerunSchema.parse(await get(instructor, asked.headers.location?.toString() ?? ""));
  expect(rerun).toMatchObject({ status: "done", runId: again, comparison: { same: true, differs: [] } });
});

test("a regrade goes from dry run to grade over HTTP; the student sees the new score and not the dry run", async () => {
  const service = await setUp();
  const { instructor, student, module, id } = service;
  const payload = { module, which: "latest" };
  const asked = await instructor.send({ method: "POST", url: "/v1/regrades", payload });
  expect(asked.statusCode).toBe(202);
  const url = asked.headers.location?.toString() ?? "";
  const early = await instructor.send({ method: "POST", url: `${url}/apply` });
  expect(early.json()).toMatchObject({
    error: { code: "not-ready", message: expect.stringContaining("this one is running") },
  });
  gradeNext(service, 60);
  expect(await get(instructor, url)).toMatchObject({ state: "ready", changes: [{ difference: 20 }] });
  expect(await get(student, `/v1/submissions/${id}`)).toMatchObject({ score: 40 });
  const applied = await instructor.send({ method: "POST", url: `${url}/apply` });
  expect(regradeSchema.parse(applied.json()).state).toBe("applied");
  expect(await get(student, `/v1/submissions/${id}`)).toMatchObject({ score: 60, status: "graded" });
  expect(await get(student, "/v1/grades")).toMatchObject({ grades: [{ score: 60 }] });
  expect(await get(instructor, "/v1/regrades")).toMatchObject({ regrades: [{ state: "applied" }] });
});

test.each([
  [{ module: "99-nothing", which: "all" }, 400, "unknown-module"],
  [{ module: "01-echo", which: "worst" }, 400, "invalid-request"],
  [{ module: "01-echo", which: "one" }, 400, "invalid-request"],
  [{ module: "01-echo", which: "one", submissionId: crypto.randomUUID() }, 404, "not-found"],
])("a regrade of %j is refused", async (payload, status, code) => {
  const { instructor, rows } = await setUp();
  const answer = await instructor.send({ method: "POST", url: "/v1/regrades", payload });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ error: { code } });
  expect(rows("jobs")).toBe(1);
});

test("while a regrade of a module is under way another is refused, which names the first; once it is through, it is not", async () => {
  const service = await setUp();
  const { instructor, module, rows } = service;
  const start = () => instructor.send({ method: "POST", url: "/v1/regrades", payload: { module, which: "all" } });
  const first = (await start()).json().id;
  const refused = await start();
  expect([refused.statusCode, refused.json().error.code]).toEqual([409, "not-possible"]);
  expect(refused.json().error.message).toMatch(
    new RegExp(`^Regrade ${first} of ${module} is still under way, with 0 of 1 graded again: wait .* or end it`),
  );
  expect(rows("jobs")).toBe(2);
  gradeNext(service, 60);
  const second = await start();
  expect(second.statusCode).toBe(202);
  await instructor.send({ method: "POST", url: `/v1/regrades/${second.json().id}/cancel` });
  expect((await start()).statusCode).toBe(202);
});

test("a regrade of a module nobody was graded in is refused", async () => {
  const { account, module } = await openTestApp();
  const payload = { module, which: "all" };
  const answer = await account("teacher", "instructor").send({
    method: "POST",
    url: "/v1/regrades",
    payload,
  });
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ error: { code: "nothing-to-regrade", field: "which" } });
});

test("an instructor sees a dead letter and has it tried again", async () => {
  const { store, clock, instructor, student, module, files } = await setUp();
  const { id } = store.submissions.accept(student.id, { module, files });
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const lease = store.queue.lease("test");
    if (lease !== undefined) store.queue.fail(lease, "no sandbox");
    clock.time += 60_000;
  }
  const listed = await instructor.send({ url: "/v1/dead-letters" });
  expect(listed.json()).toMatchObject({ deadLetters: [{ submissionId: id, error: "no sandbox" }] });
  const url = `/v1/dead-letters/${listed.json().deadLetters[0].id}/retry`;
  expect((await instructor.send({ method: "POST", url })).statusCode).toBe(204);
  expect((await instructor.send({ method: "POST", url })).statusCode).toBe(404);
  expect(await get(student, `/v1/submissions/${id}`)).toMatchObject({ status: "queued", position: 1 });
});

test("a report in the form of an earlier release is said to be outdated; its score stands", async () => {
  const { store, student, instructor, id, runId } = await setUp();
  const other = new Database(join(store.folder, "autograder.sqlite"));
  other.exec(
    "DROP TRIGGER runs_stay; UPDATE runs SET report = json_remove(report, '$.limits', '$.hashes'), timings = '{}'",
  );
  other.close();
  for (const account of [student, instructor]) {
    const submission = submissionSchema.parse(await get(account, `/v1/submissions/${id}`));
    expect(submission).toMatchObject({ score: 40, report: null, reportState: "outdated", timings: null });
  }
  expect(await get(instructor, `/v1/runs/${runId}`)).toMatchObject({ score: 40, reportState: "outdated" });
  const asked = await instructor.send({ method: "POST", url: `/v1/runs/${runId}/rerun` });
  gradeNext({ store }, 40);
  expect(await get(instructor, asked.headers.location?.toString() ?? "")).toMatchObject({
    comparison: { same: true },
  });
});
