import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Lease } from "../../grading/queue.ts";
import { openTestStore, type TestStore } from "../../testing/open-test-store.ts";
import { type ListedSubmission, type ListFilter, listStatement, narrowings } from "./submission-lists.ts";

/** Where everything stands, derived from jobs and runs: what the states that are kept must agree with. */
const derived = `
  SELECT s.id, s.user_id AS userId, u.name AS userName, s.module, s.received_at AS receivedAt,
    CASE WHEN r.id IS NOT NULL THEN 'graded' WHEN j.state = 'dead' THEN 'failed' WHEN j.state = 'leased' THEN 'running'
      ELSE 'queued' END AS status,
    r.score, r.max_score AS maxScore
  FROM submissions s JOIN users u ON u.id = s.user_id JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
  LEFT JOIN standing_runs t ON t.submission_id = s.id LEFT JOIN runs r ON r.id = t.run_id
  ORDER BY s.sequence DESC`;

const students = ["studentA", "studentB", "studentC"];
const statuses = ["queued", "running", "graded", "failed"] as const;
const modules = ["01-echo", "02-other"];

/** Numbers from 0 to `below`, the same for a seed (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Moves of every kind that a class, its graders and its instructor make, in an order that the seed decides. */
function happen(service: TestStore, seed: number, moves: number): void {
  const { store, clock, instructor, submit, finish } = service;
  const below = numbersFrom(seed);
  const pick = <Value>(values: readonly Value[]): Value | undefined => values[below(values.length)];
  const held: Lease[] = [];
  const letGo = () => held.splice(below(held.length || 1), 1)[0];
  const start = () => {
    const lease = store.queue.lease("us");
    if (lease !== undefined) held.push(lease);
  };
  const kinds: readonly (() => void)[] = [
    () => submit(pick(students) ?? "", "", pick(modules)),
    () => submit(pick(students) ?? "", "", pick(modules)),
    start,
    start,
    start,
    () => {
      const lease = letGo();
      if (lease !== undefined) finish(lease, below(60));
    },
    () => {
      const lease = letGo();
      if (lease !== undefined) store.queue.fail(lease, "broke");
      clock.time += 60_000;
      for (const other of held) store.queue.heartbeat(other);
    },
    () => {
      const lease = letGo();
      if (lease !== undefined) store.queue.release(lease);
    },
    () => {
      store.queue.reclaimForeign("another server");
      held.length = 0;
    },
    () => {
      const letter = pick(store.deadLetters.list());
      if (letter !== undefined) store.deadLetters.retry(instructor, letter.id);
    },
    () => {
      const run = pick(service.read<{ id: string }>("SELECT id FROM runs"));
      if (run !== undefined) store.reruns.request(instructor, run.id);
    },
    () => {
      const [run] = service.read<{ module: string }>(
        "SELECT module FROM submissions s JOIN standing_runs t ON t.submission_id = s.id",
      );
      if (run !== undefined) store.regrades.start(instructor, { module: run.module, which: "latest" });
    },
    () => {
      const regrade = pick(store.regrades.list());
      if (regrade?.state === "ready") store.regrades.apply(instructor, regrade.id);
      else if (regrade?.state === "running" && below(3) === 0) store.regrades.cancel(instructor, regrade.id);
    },
  ];
  for (let move = 0; move < moves; move += 1) pick(kinds)?.();
}

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
    const given = { userId: "u", module: "m", status: "queued", below: 1, limit: 51 };
    const plan = database
      .prepare<[typeof given], { detail: string }>(`EXPLAIN QUERY PLAN ${listStatement(names)}`)
      .all(given)
      .map(({ detail }) => detail);
    expect(plan[0]).toMatch(/^SEARCH st /);
    expect(plan.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([]);
  },
);
