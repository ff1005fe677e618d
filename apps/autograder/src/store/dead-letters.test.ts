import { expect, test } from "vitest";
import { openTestStore } from "../testing/open-test-store.ts";

test("a dead letter says whose work it is and what the grader broke on", () => {
  const { store, submit, bury } = openTestStore();
  const submissionId = submit("studentA");
  bury("no sandbox");
  expect(store.deadLetters.list()).toMatchObject([
    { kind: "grade", submissionId, userName: "studentA", attempts: 4, error: "no sandbox" },
  ]);
});

test("retried, it has all its attempts again and becomes the student's grade", () => {
  const { store, instructor, submit, bury, take, finish, read } = openTestStore();
  const submissionId = submit("studentA");
  bury("no sandbox");
  const id = store.deadLetters.list()[0]?.id ?? -1;
  store.deadLetters.retry(instructor, id);
  expect(store.deadLetters.list()).toEqual([]);
  expect(store.submissions.byId(submissionId)?.status).toBe("queued");
  expect(() => store.deadLetters.retry(instructor, id)).toThrow(expect.objectContaining({ code: "missing" }));
  expect(read("SELECT actor FROM audit WHERE action = 'job.retried'")).toEqual([{ actor: instructor }]);
  bury("no sandbox once more");
  store.deadLetters.retry(instructor, id);
  finish(take(), 60);
  expect(store.submissions.byId(submissionId)).toMatchObject({ status: "graded", score: 60 });
});

test("a later submission graded meanwhile goes on counting", () => {
  const { store, instructor, submit, bury, graded, take, finish, countingRuns } = openTestStore();
  submit("studentA");
  bury("no sandbox");
  const later = graded("studentA", 10);
  store.deadLetters.retry(instructor, store.deadLetters.list()[0]?.id ?? -1);
  finish(take(), 60);
  expect(countingRuns()).toEqual([later.runId]);
});

test("retried, it is taken at once, though the time of day was set ahead", () => {
  const { store, clock, instructor, submit, bury, take } = openTestStore();
  const submissionId = submit("studentA");
  bury("no sandbox");
  clock.setAhead = 30_000;
  store.deadLetters.retry(instructor, store.deadLetters.list()[0]?.id ?? -1);
  expect(take()).toMatchObject({ submissionId });
});
