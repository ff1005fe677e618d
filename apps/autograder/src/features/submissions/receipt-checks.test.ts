import type { LoadProblem } from "@tinytorch/course";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import type { Context } from "../../context.ts";
import { openTestApp } from "../../testing/open-test-app.ts";

const problem: LoadProblem = {
  file: "src/index.ts",
  line: 3,
  column: 1,
  message: "write an object in place of the enum",
};

async function setUp(check: Context["dispatcher"]["check"]) {
  const test = await openTestApp({}, undefined, [], check);
  const { store, module, files } = test;
  const student = test.account("studentA", "student");
  const send = async (idempotencyKey?: string) => {
    const payload = { module, files, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
    return student.send({ method: "POST", url: "/v1/submissions", payload });
  };
  const see = async (id: string) => (await student.send({ url: `/v1/submissions/${id}` })).json();
  const grade = (score: number, loadProblems: LoadProblem[] = []) => {
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    const report = { ...sampleReport({ sha256: lease.sha256, seed: lease.seed, score }), loadProblems };
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  };
  const points = async () => (await student.send({ url: "/v1/grades" })).json().grades[0]?.counted;
  return { ...test, student, send, see, grade, points };
}

test("a receipt says that all files load, and a submission says it with it", async () => {
  const { send, see } = await setUp(async () => []);
  const receipt = (await send()).json();
  expect(receipt).toMatchObject({ loads: true, loadProblems: [] });
  expect(await see(receipt.id)).toMatchObject({ receipt, loads: true });
});

test("what does not load is accepted, and the receipt says where and what to write; a retry reads the same", async () => {
  const asked: unknown[] = [];
  const { module, files, student, send, see } = await setUp(async (request) => {
    asked.push(request);
    return [problem];
  });
  const answer = await send("k");
  const receipt = answer.json();
  expect(answer.statusCode).toBe(202);
  expect(receipt).toMatchObject({ loads: false, loadProblems: [problem] });
  expect((await send("k")).json()).toEqual(receipt);
  expect(await see(receipt.id)).toMatchObject({ receipt, loads: false, status: "queued" });
  expect(asked).toEqual([{ submissionId: receipt.id, userId: student.id, position: 1, moduleId: module, files }]);
});

test("a retry that comes while the first is checked waits for the same receipt", async () => {
  const found = Promise.withResolvers<readonly LoadProblem[]>();
  const begun = Promise.withResolvers<void>();
  const { send } = await setUp(() => {
    begun.resolve();
    return found.promise;
  });
  const first = send("k");
  await begun.promise;
  const again = send("k");
  found.resolve([problem]);
  expect((await again).json()).toEqual((await first).json());
});

test.each([
  ["cannot be had", async () => undefined],
  ["breaks", () => Promise.reject(new Error("gone"))],
])("a check that %s loses nothing: the submission is accepted, and whether it loads is not known", async (_, check) => {
  const { send, see, rows } = await setUp(check);
  const answer = await send("k");
  expect([answer.statusCode, rows("submissions"), rows("jobs")]).toEqual([202, 1, 1]);
  expect(answer.json()).toMatchObject({ loads: null, loadProblems: [] });
  expect((await send("k")).json()).toEqual(answer.json());
  expect(await see(answer.json().id)).toMatchObject({ loads: null });
});

test("what a run finds is the last word, and leaves the receipt as it was", async () => {
  const { send, see, grade } = await setUp(async () => undefined);
  const receipt = (await send()).json();
  grade(40, [problem]);
  const seen = await see(receipt.id);
  expect(seen).toMatchObject({ receipt, loads: false, status: "graded", report: { loadProblems: [problem] } });
});

test("a submission that does not load replaces no grade, and one that loads replaces it", async () => {
  const { send, grade, points } = await setUp(async () => undefined);
  const handIn = async (score: number, problems: LoadProblem[] = []) => {
    await send();
    grade(score, problems);
    return points();
  };
  expect(await handIn(20, [problem])).toBe(20);
  expect(await handIn(10)).toBe(10);
  expect(await handIn(60, [problem])).toBe(10);
  expect(await handIn(30)).toBe(30);
});
