import { expect, test } from "vitest";
import { eraseUser } from "../../erasure/erase-user.ts";
import { openBusyStore } from "../../testing/open-busy-store.ts";
import { openTestStore } from "../../testing/open-test-store.ts";

const choice = { module: "01-echo", which: "latest", threshold: 30, commonPercent: 25 } as const;
const nothing = { pairs: [], above: 0, unread: [] };

test("of each student the latest submission is compared, or the one that is the grade, and none of staff", () => {
  const { store, instructor, graded, submit } = openTestStore();
  const first = graded("studentA", 60).submissionId;
  const second = submit("studentA", "later");
  const other = graded("studentB", 50).submissionId;
  submit("studentC", "", "02-echo");
  store.submissions.accept(instructor, { module: "01-echo", files: { "src/index.ts": "" } });
  const latest = store.similarity.start(instructor, choice);
  expect(latest.submissions).toEqual([second, other]);
  expect(latest.comparison).toMatchObject({ state: "running", submissions: 2, startedByName: "teacher" });
  store.similarity.finish(latest.comparison.id, nothing);
  const counting = store.similarity.start(instructor, { ...choice, which: "counting" });
  expect(counting.submissions).toEqual([second, other].map((id) => (id === second ? first : id)));
});

test("the latest is what was received last, not what was handed in last for the student", () => {
  const { store, clock, instructor, submit } = openTestStore();
  const newer = submit("studentA");
  const other = submit("studentB");
  const userId = store.submissions.byId(newer)?.userId ?? "";
  const received = { at: clock.now() - 3_600_000, reason: "the network was down" };
  const request = { module: "01-echo", files: { "src/index.ts": "earlier" } };
  store.submissions.accept(userId, request, { handingInFor: { by: instructor, received } });
  expect(store.similarity.start(instructor, choice).submissions).toEqual([newer, other]);
});

test("one runs at a time, of two submissions at least, and an end is an end", () => {
  const { store, instructor, submit } = openTestStore();
  submit("studentA");
  const sentence = "similarity: two students must have handed in to compare their work, got 1";
  expect(() => store.similarity.start(instructor, choice)).toThrow(sentence);
  submit("studentB");
  const { id } = store.similarity.start(instructor, choice).comparison;
  expect(() => store.similarity.start(instructor, choice)).toThrow(`that of 01-echo is running: ${id}`);
  store.similarity.end(id, instructor, "cancelled");
  store.similarity.finish(id, nothing);
  store.similarity.end(id, "service", "failed", "late");
  expect(store.similarity.byId(id)).toMatchObject({ state: "cancelled", problem: null });
  const actions = store.auditLog.list({ subject: id, limit: 10 }).map(({ action, actor }) => [action, actor]);
  expect(actions).toEqual([
    ["similarity.ended", instructor],
    ["similarity.started", instructor],
  ]);
});

test("what was running when the server ended is interrupted, and can be started again", () => {
  const { store, instructor, submit } = openTestStore();
  for (const name of ["studentA", "studentB"]) submit(name);
  const { id } = store.similarity.start(instructor, choice).comparison;
  store.similarity.endInterrupted();
  expect(store.similarity.byId(id)?.state).toBe("interrupted");
  expect(store.similarity.start(instructor, choice).comparison.state).toBe("running");
  expect(store.similarity.list("01-echo").map(({ state }) => state)).toEqual(["running", "interrupted"]);
  expect(store.similarity.list("02-echo")).toEqual([]);
});

test("with a person go the pairs that the person is in, and what was said of the person's files; the report stays", () => {
  const { folder, store, read, clock } = openBusyStore();
  const pairs = () => read("SELECT * FROM similarity_pairs");
  const unread = () => read("SELECT * FROM similarity_unread");
  expect([pairs().length, unread().length]).toEqual([1, 1]);
  store.close();
  eraseUser({ dataFolder: folder, name: "studentB", really: true, now: clock.now });
  expect([pairs(), unread()]).toEqual([[], []]);
  expect(read("SELECT state FROM similarity_reports")).toEqual([{ state: "done" }]);
});
