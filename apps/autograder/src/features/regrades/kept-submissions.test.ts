import { expect, test } from "vitest";
import { openTestStore, type TestStore } from "../../testing/open-test-store.ts";

const module = "01-echo";

function gradeAll({ store, take, finish }: TestStore, count: number, score: number) {
  for (let left = count; left > 0; left -= 1) finish(take(), score);
  expect(store.queue.lease("us")).toBeUndefined();
}

test("a stale regrade says what it does not replace and why, before it is applied and afterwards", () => {
  const test = openTestStore();
  const { store, instructor, graded, submit } = test;
  const again = graded("studentA", 50);
  const broken = graded("studentB", 50);
  const moved = graded("studentC", 50);
  const { id } = store.regrades.start(instructor, { module, which: "latest" });
  // Of the three, one breaks the grader at every attempt, and one is graded again by another regrade that is applied first.
  const leases = [test.take(), test.take(), test.take()];
  for (const lease of leases.filter(({ submissionId }) => submissionId !== broken.submissionId)) test.finish(lease, 60);
  for (const lease of leases.filter(({ submissionId }) => submissionId === broken.submissionId)) {
    let held = lease;
    while (store.queue.fail(held, "no sandbox") === "retry") {
      test.clock.time += 60_000;
      held = test.take();
    }
  }
  const other = store.regrades.start(instructor, { module, which: "one", submissionId: again.submissionId });
  gradeAll(test, 1, 70);
  store.regrades.apply(instructor, other.id);
  const newer = submit("studentC", "once more");
  gradeAll(test, 1, 20);

  const kept = [
    { userName: "studentA", submissionId: again.submissionId, why: "graded-again" },
    { userName: "studentB", submissionId: broken.submissionId, why: "grader-broke" },
    { userName: "studentC", submissionId: newer, why: "newer" },
  ];
  const ready = store.regrades.byId(id);
  expect(ready).toMatchObject({ state: "ready", kept, changes: [{ submissionId: moved.submissionId }] });
  expect(store.regrades.apply(instructor, id)).toMatchObject({ state: "applied", kept });
  expect(store.submissions.byId(again.submissionId)?.score).toBe(70);
  expect(store.submissions.byId(moved.submissionId)?.score).toBe(60);

  // What happens later changes nothing of what was said.
  const later = store.regrades.start(instructor, { module, which: "all" });
  gradeAll(test, 4, 80);
  store.regrades.apply(instructor, later.id);
  expect(store.regrades.byId(id)).toMatchObject({
    state: "applied",
    kept,
    changes: [{ submissionId: moved.submissionId }],
  });
  expect(store.regrades.byId(later.id)?.kept).toEqual([]);
});

test("what was handed in before the regrade began is not newer, though the clock was set ahead meanwhile", () => {
  const test = openTestStore();
  const { store, clock, instructor, graded, submit } = test;
  graded("studentA", 50);
  clock.setAhead = 3_600_000;
  submit("studentA", "waits");
  clock.setAhead = 0;
  const { id } = store.regrades.start(instructor, { module, which: "latest" });
  gradeAll(test, 2, 60);
  expect(store.regrades.byId(id)).toMatchObject({ state: "ready", kept: [] });
});

test("a difference is in hundredths, whatever doubles leave of it", () => {
  const test = openTestStore();
  const { store, instructor, graded } = test;
  graded("studentA", 0.1);
  const { id } = store.regrades.start(instructor, { module, which: "all" });
  gradeAll(test, 1, 0.3);
  expect(store.regrades.byId(id)?.changes).toMatchObject([{ before: 0.1, after: 0.3, difference: 0.2 }]);
});
