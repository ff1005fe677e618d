import { openCalendar } from "@tinytorch/course";
import { expect, test } from "vitest";
import { openTestStore, type TestStore } from "../../testing/open-test-store.ts";

const module = "01-echo";

/** Grades whatever a regrade asks for; by submission, so many points. */
function gradeAll({ store, take, finish }: TestStore, scores: Readonly<Record<string, number>>) {
  for (let left = Object.keys(scores).length; left > 0; left -= 1) {
    const lease = take();
    finish(lease, scores[lease.submissionId] ?? -1);
  }
  expect(store.queue.lease("us")).toBeUndefined();
}

test("a dry run really grades, changes no grade, and shows whose score changes and by how much", () => {
  const test = openTestStore();
  const { store, instructor } = test;
  const studentA = test.graded("studentA", 50);
  const studentB = test.graded("studentB", 60);
  const started = store.regrades.start(instructor, { module, which: "latest" });
  expect(started).toMatchObject({ state: "running", total: 2, done: 0, changes: [] });

  gradeAll(test, { [studentA.submissionId]: 60, [studentB.submissionId]: 60 });
  expect(store.regrades.byId(started.id)).toMatchObject({
    state: "ready",
    done: 2,
    changes: [
      {
        userName: "studentA",
        submissionId: studentA.submissionId,
        counts: true,
        before: 50,
        after: 60,
        difference: 10,
        oldRunId: studentA.runId,
      },
    ],
  });
  expect(store.submissions.byId(studentA.submissionId)).toMatchObject({ score: 50, runId: studentA.runId });
  expect(test.countingRuns()).toEqual([studentA.runId, studentB.runId]);
});

test("applied, the new runs stand and count; the old ones and the change stay on record", () => {
  const test = openTestStore();
  const { store, instructor } = test;
  const studentA = test.graded("studentA", 50);
  const { id } = store.regrades.start(instructor, { module, which: "all" });
  gradeAll(test, { [studentA.submissionId]: 60 });
  const applied = store.regrades.apply(instructor, id);
  const newRunId = applied.changes[0]?.newRunId ?? "";
  expect(applied).toMatchObject({ state: "applied", changes: [{ counts: true, difference: 10 }] });
  expect(store.submissions.byId(studentA.submissionId)).toMatchObject({ score: 60, runId: newRunId });
  expect(store.runRecord(newRunId)).toMatchObject({ kind: "regrade", stands: 1, counts: true });
  expect(store.runRecord(studentA.runId)).toMatchObject({ kind: "grade", stands: 0, counts: false, score: 50 });
  const [{ detail, actor } = { detail: "", actor: "" }] = test.read<{ detail: string; actor: string }>(
    "SELECT detail, actor FROM audit WHERE action = 'run.replaced'",
  );
  expect(actor).toBe(instructor);
  expect(JSON.parse(detail)).toMatchObject({ oldRunId: studentA.runId, newRunId, before: 50, after: 60 });
  expect(() => store.regrades.apply(instructor, id)).toThrow("ready, and this one is applied");
});

test("latest, best, all and one choose their submissions; only the latest one's run counts", () => {
  const test = openTestStore();
  const { store, instructor } = test;
  const best = test.graded("studentA", 60);
  const latest = test.graded("studentA", 40);
  const other = test.graded("studentB", 20);
  const chosen = (which: "latest" | "best" | "all") => {
    const { id } = store.regrades.start(instructor, { module, which });
    const rows = test.read<{ submission: string }>(
      `SELECT submission_id AS submission FROM jobs WHERE regrade_id = '${id}' ORDER BY id`,
    );
    store.regrades.cancel(instructor, id);
    return rows.map(({ submission }) => submission);
  };
  expect(chosen("latest")).toEqual([latest.submissionId, other.submissionId]);
  expect(chosen("best")).toEqual([best.submissionId, other.submissionId]);
  expect(chosen("all")).toEqual([best.submissionId, latest.submissionId, other.submissionId]);

  const one = { module, which: "one", submissionId: best.submissionId } as const;
  const { id } = store.regrades.start(instructor, one);
  gradeAll(test, { [best.submissionId]: 55 });
  expect(store.regrades.apply(instructor, id).changes).toMatchObject([{ counts: false, difference: -5 }]);
  expect(store.submissions.byId(best.submissionId)?.score).toBe(55);
  expect(test.countingRuns()).toEqual([latest.runId, other.runId]);
});

test("best is what is best once lateness is taken off, as a grade would be", () => {
  const start = 1_800_000_000_000;
  const late = { percentPerDay: 50, days: 2, graceMinutes: 0 };
  const calendar = openCalendar({ due: { [module]: new Date(start).toISOString() }, late }, [module]);
  const { store, instructor, graded, clock, read } = openTestStore({ calendar });
  const inTime = graded("studentA", 40);
  clock.time += 60_000;
  graded("studentA", 60);
  store.regrades.start(instructor, { module, which: "best" });
  expect(read("SELECT submission_id AS id FROM jobs WHERE kind = 'regrade'")).toEqual([{ id: inTime.submissionId }]);
});

test("cancelled, nothing more is graded, a run under way is dropped, and no grade changed", () => {
  const test = openTestStore();
  const { store, instructor, take, finish } = test;
  const studentA = test.graded("studentA", 50);
  test.graded("studentB", 50);
  const { id } = store.regrades.start(instructor, { module, which: "latest" });
  const underWay = take();
  expect(store.regrades.cancel(instructor, id).state).toBe("cancelled");
  expect(() => finish(underWay, 60)).toThrow("the lease must be held");
  expect(store.queue.lease("us")).toBeUndefined();
  expect(store.submissions.byId(studentA.submissionId)?.score).toBe(50);
  expect(() => store.regrades.apply(instructor, id)).toThrow("this one is cancelled");
});

test("a regrade that is not whole cannot be applied; what the grader broke on keeps its run", () => {
  const test = openTestStore();
  const { store, instructor } = test;
  const studentA = test.graded("studentA", 50);
  const { id } = store.regrades.start(instructor, { module, which: "latest" });
  expect(() => store.regrades.apply(instructor, id)).toThrow("this one is running");
  test.bury("no sandbox");
  expect(store.deadLetters.list()).toMatchObject([{ kind: "regrade", submissionId: studentA.submissionId }]);
  expect(store.submissions.byId(studentA.submissionId)).toMatchObject({ status: "graded", score: 50 });
  expect(store.regrades.apply(instructor, id)).toMatchObject({ state: "applied", done: 0, failed: 1 });
  expect(store.submissions.byId(studentA.submissionId)?.runId).toBe(studentA.runId);
  expect(store.deadLetters.list()).toEqual([]);
});

test("two regrades of the same runs: the first to be applied stands", () => {
  const test = openTestStore();
  const { store, instructor } = test;
  const studentA = test.graded("studentA", 50);
  const [first, second] = [60, 10].map((score) => {
    const { id } = store.regrades.start(instructor, { module, which: "latest" });
    gradeAll(test, { [studentA.submissionId]: score });
    return id;
  });
  store.regrades.apply(instructor, first ?? "");
  store.regrades.apply(instructor, second ?? "");
  expect(store.submissions.byId(studentA.submissionId)?.score).toBe(60);
});

test("live work goes before a rerun, and a rerun before a regrade", () => {
  const { store, instructor, graded, submit, take } = openTestStore();
  const { runId } = graded("studentA", 50);
  store.regrades.start(instructor, { module, which: "latest" });
  store.reruns.request(instructor, runId);
  submit("studentB");
  expect([take().kind, take().kind, take().kind]).toEqual(["grade", "rerun", "regrade"]);
});

test("a regrade of nothing is refused", () => {
  const { store, instructor, submit } = openTestStore();
  const waiting = submit("studentA");
  for (const which of ["latest", "best", "all"] as const) {
    expect(() => store.regrades.start(instructor, { module, which })).toThrow(
      expect.objectContaining({ code: "nothing-to-regrade" }),
    );
  }
  const one = (submissionId: string) => () => store.regrades.start(instructor, { module, which: "one", submissionId });
  expect(one(waiting)).toThrow(expect.objectContaining({ code: "nothing-to-regrade" }));
  expect(one(crypto.randomUUID())).toThrow(expect.objectContaining({ code: "missing" }));
});
