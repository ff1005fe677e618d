import { join } from "node:path";
import { sampleReport } from "@tinytorch/course/testing";
import { gradeOf } from "@tinytorch/gradebook";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { type Lease, leaseMilliseconds } from "../../grading/queue.ts";
import { openStore } from "../../store.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { testClock } from "../../testing/test-clock.ts";

function setUp() {
  const folder = temporaryFolder();
  const clock = testClock();
  const store = openStore(folder, clock);
  onTestFinished(() => store.close());
  const { id: student } = store.users.create("test", "studentA", "student");
  return {
    folder,
    clock,
    store,
    grades: () => store.grades.of(student).map((facts) => gradeOf(facts, clock.now())),
    submit: (text: string) =>
      store.submissions.accept(student, { module: "01-echo", files: { "src/index.ts": text } }).id,
    take(): Lease {
      const lease = store.queue.lease("us");
      if (lease === undefined) throw new Error("the queue must have work");
      return lease;
    },
    finish: (lease: Lease, score: number) =>
      store.runs.store(lease, {
        report: sampleReport({ sha256: lease.sha256, seed: lease.seed, score }),
        startedAt: clock.time,
        answeredAt: clock.time,
      }),
  };
}

test("a stored run is the submission's grade and the one that counts", () => {
  const { store, grades, submit, take, finish } = setUp();
  const id = submit("a");
  const run = finish(take(), 60);
  expect(store.submissions.byId(id)).toMatchObject({
    status: "graded",
    score: 60,
    maxScore: 100,
    runId: run?.runId,
  });
  expect(grades()).toMatchObject([{ module: "01-echo", points: 60, submissionId: id, runId: run?.runId }]);
});

test("a result under a lost lease stores nothing", () => {
  const { store, submit, take, finish, clock } = setUp();
  const id = submit("a");
  const lost = take();
  clock.time += 2 * leaseMilliseconds;
  store.queue.reclaimExpired();
  const held = take();
  expect(finish(lost, 10)).toBeUndefined();
  expect(store.submissions.byId(id)).toMatchObject({ status: "running", score: null });
  expect(finish(held, 60)).toBeDefined();
  expect(finish(held, 10)).toBeUndefined();
  expect(store.submissions.byId(id)).toMatchObject({ status: "graded", score: 60 });
});

test("the latest submission counts, even when it scores less and ends first", () => {
  const { grades, submit, take, finish } = setUp();
  submit("first");
  const second = submit("second");
  const [slow, fast] = [take(), take()];
  finish(fast, 40);
  finish(slow, 90);
  expect(grades()).toMatchObject([{ points: 40, submissionId: second }]);
});

test("runs, submissions and the audit can be neither changed nor deleted", () => {
  const { folder, submit, take, finish } = setUp();
  submit("a");
  finish(take(), 60);
  const other = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => {
    other.close();
  });
  for (const table of ["runs", "run_tests", "submissions", "submission_files", "file_contents", "audit"]) {
    expect(() => other.exec(`UPDATE ${table} SET rowid = rowid`), table).toThrow(/never changed/);
    expect(() => other.exec(`DELETE FROM ${table}`), table).toThrow(/never deleted/);
  }
});

test("every step leaves an audit row", () => {
  const { folder, submit, take, finish } = setUp();
  const id = submit("a");
  finish(take(), 60);
  const reader = new Database(join(folder, "autograder.sqlite"), { readonly: true });
  onTestFinished(() => {
    reader.close();
  });
  const actions = reader.prepare<[string], string>("SELECT action FROM audit WHERE subject = ? ORDER BY id").pluck();
  expect(actions.all(id)).toEqual(["submission.received", "run.stored"]);
});

test("a run keeps seed, hashes, layers and where the time went", () => {
  const { folder, submit, take, finish, clock } = setUp();
  submit("a");
  clock.time += 250;
  const lease = take();
  finish(lease, 60);
  const reader = new Database(join(folder, "autograder.sqlite"), { readonly: true });
  onTestFinished(() => {
    reader.close();
  });
  const row = reader
    .prepare<[], { seed: number; sandbox: string; hashes: string; timings: string }>(
      "SELECT seed, sandbox, hashes, timings FROM runs",
    )
    .get();
  expect(row?.seed).toBe(lease.seed);
  expect(JSON.parse(row?.sandbox ?? "")).toEqual(["isolate", "process"]);
  expect(JSON.parse(row?.hashes ?? "")).toEqual({
    submission: lease.sha256,
    ...sampleReport(lease).hashes,
  });
  expect(JSON.parse(row?.timings ?? "")).toEqual({
    queue: 250,
    sandbox: 80,
    tests: 100,
    store: 0,
    total: 250,
  });
});

test("a time of day that is set back or ahead while a run is under way changes no duration", () => {
  const { store, submit, take, clock } = setUp();
  for (const jump of [-3_600_000, 3_600_000]) {
    submit("a");
    clock.time += 250;
    clock.setAhead += jump;
    const lease = take();
    const startedAt = clock.steady();
    clock.time += 200;
    clock.setAhead += jump;
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed });
    const run = store.runs.store(lease, { report, startedAt, answeredAt: clock.steady() });
    expect(run?.timings).toEqual({ queue: 250, sandbox: 80, tests: 100, store: 0, total: 450 });
  }
});
