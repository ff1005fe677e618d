import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { happen, modules } from "../../testing/happen.ts";
import { openTestStore, type TestStore } from "../../testing/open-test-store.ts";
import {
  beginningStatement,
  type ListedSubmission,
  type ListFilter,
  listStatement,
  narrowings,
} from "./submission-lists.ts";

/** Where everything stands, derived from jobs and runs: what the states that are kept must agree with. */
const derived = `
  SELECT s.id, s.user_id AS userId, u.name AS userName, s.module, s.received_at AS receivedAt,
    CASE WHEN r.id IS NOT NULL THEN 'graded' WHEN j.state = 'dead' THEN 'failed' WHEN j.state = 'leased' THEN 'running'
      ELSE 'queued' END AS status,
    r.id AS runId, r.score, r.max_score AS maxScore, NULL AS forAt, NULL AS forBy, NULL AS forByName, NULL AS forReason
  FROM submissions s JOIN users u ON u.id = s.user_id JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
  LEFT JOIN standing_runs t ON t.submission_id = s.id LEFT JOIN runs r ON r.id = t.run_id
  ORDER BY s.sequence DESC`;

const statuses = ["queued", "running", "graded", "failed"] as const;

/** A fixed order, to compare rows of whatever origin. */
function everything(limit: number): ListFilter {
  return { userId: undefined, module: undefined, status: undefined, before: undefined, limit };
}

/** Holds every list, narrowed every way and read page after page, against what jobs and runs say. */
function expectListsAsDerived({ store, read }: TestStore): readonly ListedSubmission[] {
  const all = read<ListedSubmission>(derived);
  for (const userId of [undefined, ...new Set(all.map((row) => row.userId))]) {
    for (const module of [undefined, ...modules]) {
      for (const status of [undefined, ...statuses]) {
        const expected = all.filter(
          (row) =>
            (userId === undefined || row.userId === userId) &&
            (module === undefined || row.module === module) &&
            (status === undefined || row.status === status),
        );
        const filter = { ...everything(5), userId, module, status };
        const found: ListedSubmission[] = [];
        for (let page = store.submissions.list(filter); page.length > 0; ) {
          found.push(...page);
          page = store.submissions.list({ ...filter, before: page.at(-1)?.id });
        }
        expect(found).toEqual(expected);
      }
    }
  }
  return all;
}

describe.each([1, 2, 3, 4])("after moves of every kind, by seed %d,", (seed) => {
  test("each list is what jobs and runs say, narrowed every way, page after page", () => {
    const service = openTestStore();
    const { store, submit, take, finish, bury } = service;
    happen(service, seed, 250);
    expectListsAsDerived(service);
    // And once more with something in every state.
    store.queue.reclaimForeign("another server");
    service.clock.time += 60_000;
    for (let lease = store.queue.lease("us"); lease !== undefined; lease = store.queue.lease("us")) finish(lease, 60);
    submit("studentA", "", modules[0]);
    bury("broke");
    submit("studentB", "", modules[1]);
    take();
    submit("studentC", "", modules[0]);
    const all = expectListsAsDerived(service);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(statuses));
  });

  test("each place in the queue, counted for itself, is that in the whole queue", () => {
    const service = openTestStore();
    happen(service, seed, 150);
    const { store, read, submit } = service;
    for (let count = 0; count < 40; count += 1) submit(`student${count % 7}`);
    const places = store.queue.places();
    expect(places.size).toBeGreaterThan(40);
    for (const { id } of read<{ id: string }>("SELECT id FROM submissions")) {
      expect(store.queue.place(id)).toEqual(places.get(id));
    }
  });
});

test("to a student a submission of another is not there: a page after it is empty too", () => {
  const { store, submit, clock } = openTestStore();
  const mine = submit("studentA");
  clock.time += 1;
  const others = submit("studentB");
  const [own] = store.submissions.list(everything(5)).filter(({ id }) => id === mine);
  const page = (userId: string | undefined) => store.submissions.list({ ...everything(5), userId, before: others });
  expect(own && page(own.userId)).toEqual([]);
  expect(page(undefined)).toEqual([own]);
});

test("the beginning of an id finds the submissions that begin so, of whom is asked for", () => {
  const { store, submit, read } = openTestStore();
  for (let count = 0; count < 40; count += 1) submit(`student${count % 4}`);
  const all = store.submissions.list(everything(100));
  const [first] = all;
  if (first === undefined) throw new Error("there must be submissions");
  for (const length of [1, 2, 4, 9, 36]) {
    const beginning = first.id.slice(0, length);
    const begun = all.filter(({ id }) => id.startsWith(beginning));
    expect(store.submissions.list({ ...everything(100), beginning })).toEqual(begun);
    const own = begun.filter(({ userId }) => userId === first.userId);
    expect(store.submissions.list({ ...everything(100), beginning, userId: first.userId })).toEqual(own);
    expect(store.submissions.list({ ...everything(100), beginning, among: [first.userId] })).toEqual(own);
    expect(store.submissions.list({ ...everything(100), beginning, among: [] })).toEqual([]);
    expect(store.submissions.list({ ...everything(100), beginning, status: "failed" })).toEqual([]);
  }
  const plan = read<{ detail: string }>(`EXPLAIN QUERY PLAN ${beginningStatement.replaceAll(/@\w+/g, "'x'")}`);
  expect(plan[0]?.detail).toMatch(/^SEARCH st USING INDEX \w+ \(submission_id>\? AND submission_id<\?\)$/);
});

test("a page after a submission that is not there is empty", () => {
  const { store, submit } = openTestStore();
  submit("studentA");
  expect(store.submissions.list({ ...everything(5), before: crypto.randomUUID() })).toEqual([]);
  expect(store.submissions.list(everything(5))).toHaveLength(1);
});

test.each(narrowings.map((names) => [names.join(" and ") || "nothing", names] as const))(
  "a list narrowed by %s looks through no table and sorts nothing",
  (_, names) => {
    const { folder } = openTestStore();
    const database = new Database(join(folder, "autograder.sqlite"), { readonly: true });
    onTestFinished(() => {
      database.close();
    });
    const given = { userId: "u", among: "[]", module: "m", status: "queued", below: 1, limit: 51 };
    const plan = database
      .prepare<[typeof given], { detail: string }>(`EXPLAIN QUERY PLAN ${listStatement(names)}`)
      .all(given)
      .map(({ detail }) => detail);
    expect(plan[0]).toMatch(/^SEARCH st /);
    expect(plan.filter((step) => /SCAN(?! json_each)|TEMP B-TREE/.test(step))).toEqual([]);
  },
);
