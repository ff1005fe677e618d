import { expect, test } from "vitest";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { openTestStore } from "../../testing/open-test-store.ts";

const events = "SELECT kind, cause FROM events ORDER BY sequence";

test("handing in, being graded and a grade that moves are written down with the fact, in that order", () => {
  const { graded, read } = openTestStore();
  graded("studentA", 40);
  expect(read(events)).toEqual([
    { kind: "submission.received", cause: null },
    { kind: "grade.changed", cause: "submission" },
    { kind: "submission.graded", cause: null },
  ]);
});

test("a second submission of the same worth changes no grade", () => {
  const { graded, read } = openTestStore();
  graded("studentA", 40);
  graded("studentA", 40);
  expect(read("SELECT count(*) AS n FROM events WHERE kind = 'grade.changed'")).toEqual([{ n: 1 }]);
});

test("a regrade tells of those whose grade it changes when it is applied, once each, and of nobody before", () => {
  const { store, instructor, graded, take, finish, read } = openTestStore();
  graded("studentA", 40);
  graded("studentA", 50);
  graded("studentB", 60);
  const { id } = store.regrades.start(instructor, { module: "01-echo", which: "all" });
  for (const score of [70, 80, 60]) finish(take(), score);
  const changed = "SELECT u.name FROM events e JOIN users u ON u.id = e.user_id WHERE e.cause = 'regrade'";
  expect(read(changed)).toEqual([]);
  store.regrades.apply(instructor, id);
  expect(read(changed)).toEqual([{ name: "studentA" }]);
});

test("what is refused leaves no event", () => {
  const { store, submit, read } = openTestStore();
  submit("studentA");
  const { id = "" } = store.users.byName("studentA") ?? {};
  const refuse = () => {
    throw new StoreRefusal("closed", "accept: it is closed");
  };
  const late = { module: "01-echo", files: { "src/index.ts": "" } };
  expect(() => store.submissions.accept(id, late, { admit: refuse })).toThrow("closed");
  expect(read("SELECT count(*) AS n FROM events")).toEqual([{ n: 1 }]);
});

test("no points are kept with an event", () => {
  const { graded, read } = openTestStore();
  graded("studentA", 41.25);
  expect(JSON.stringify(read("SELECT * FROM events"))).not.toContain("41.25");
});
