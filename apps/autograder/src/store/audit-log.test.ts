import { expect, test } from "vitest";
import { openTestStore } from "../testing/open-test-store.ts";

test("what was done is read back newest first, with who did it by name", () => {
  const { store, instructor, submit } = openTestStore();
  const submission = submit("studentA");
  const entries = store.auditLog.list({ limit: 100 });
  expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).toSorted((a, b) => b - a));
  const student = store.users.byName("studentA")?.id;
  expect(entries[0]).toMatchObject({
    actor: student,
    actorName: "studentA",
    action: "submission.received",
    subject: submission,
  });
  expect(entries.at(-1)).toMatchObject({ actorName: null, action: "user.created", subject: instructor });
});

test("entries are chosen by subject, actor, action and time, alone or together", () => {
  const { store, clock, instructor, graded, bury, submit } = openTestStore();
  const { submissionId } = graded("studentA", 60);
  submit("studentB");
  clock.time += 60_000;
  const noon = clock.time;
  bury("broken");
  const [letter] = store.deadLetters.list();
  if (letter === undefined) throw new Error("there must be a dead letter");
  store.deadLetters.retry(instructor, letter.id);

  const actions = (filter: object) => store.auditLog.list({ limit: 100, ...filter }).map(({ action }) => action);
  expect(actions({ subject: submissionId })).toEqual(["run.stored", "submission.received"]);
  expect(actions({ actor: instructor })).toEqual(["job.retried"]);
  expect(actions({ action: "submission.received" })).toHaveLength(2);
  expect(actions({ action: "submission.received", subject: submissionId })).toHaveLength(1);
  expect(actions({ actor: instructor, subject: submissionId })).toEqual([]);
  expect(actions({ since: noon })[0]).toBe("job.retried");
  expect(actions({ since: noon })).not.toContain("submission.received");
  expect(actions({ since: noon, action: "user.created" })).toEqual([]);
});

test("pages follow each other without a gap or a repeat while more is written", () => {
  const { store, submit } = openTestStore();
  for (const name of ["studentA", "studentB", "studentC"]) submit(name);
  const all = store.auditLog.list({ limit: 100 }).map(({ id }) => id);
  const seen: number[] = [];
  while (true) {
    const page = store.auditLog.list({ limit: 2, before: seen.at(-1) });
    if (page.length === 0) break;
    seen.push(...page.map(({ id }) => id));
    submit("late");
  }
  expect(seen).toEqual(all);
});

test.each(["subject", "actor", "action"])("entries of one %s are found by an index, in order", (column) => {
  const { read } = openTestStore();
  const plan = read<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT * FROM audit WHERE ${column} = 'x' ORDER BY id DESC`,
  );
  expect(plan.map(({ detail }) => detail)).toEqual([`SEARCH audit USING INDEX audit_by_${column} (${column}=?)`]);
});
