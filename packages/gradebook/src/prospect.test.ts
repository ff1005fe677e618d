import { expect, test } from "vitest";
import type { Assignment } from "./assignment.ts";
import type { Facts, SubmissionFact } from "./facts.ts";
import { prospectOf } from "./prospect.ts";

const day = 24 * 60 * 60_000;
const due = Date.parse("2026-12-06T23:59:00+01:00");
const assignment: Assignment = {
  module: "08-optimizers",
  due,
  late: { percentPerDay: 10, days: 3, graceMinutes: 0 },
  counts: "latest",
};

/** Work received so many days after the due date; null for one that is not graded. */
function work(sequence: number, daysAfter: number, score: number | null): SubmissionFact {
  const run = score === null ? null : { id: `run ${sequence}`, score, maxScore: 100 };
  return { id: `submission ${sequence}`, sequence, receivedAt: due + daysAfter * day, run, loads: true };
}

/** What it would mean to hand in so many days after the due date. */
function after(days: number, submissions: readonly SubmissionFact[], changes: Partial<Facts> = {}) {
  const facts = { assignment, submissions, exceptions: [], extensionsOfAll: [], ...changes };
  return prospectOf(facts, due + days * day, 100);
}

test("in time all points can be earned, and with nothing handed in nothing can be lost", () => {
  expect(after(-1, [])).toEqual({
    open: true,
    attempts: { allowed: null, used: 0, left: null, next: null },
    late: null,
    atMost: 100,
    canCount: true,
    couldLower: false,
    waiting: 0,
  });
});

test("late work can count for less, and lower what came in time, graded or not", () => {
  const late = { days: 2, percentOff: 20 };
  expect(after(1.5, [])).toMatchObject({ late, atMost: 80, couldLower: false });
  expect(after(1.5, [work(1, -1, 60)])).toMatchObject({ late, atMost: 80, couldLower: true });
  expect(after(1.5, [work(1, -1, null)])).toMatchObject({ couldLower: true, waiting: 1 });
  expect(after(1.5, [work(1, 1.2, 60)]), "as late as it was").toMatchObject({ couldLower: false });
  expect(after(1.5, [work(1, -1, 0)]), "there is nothing to lose").toMatchObject({ couldLower: false });
});

test("a grade that can only fall is told, one that can rise is not", () => {
  expect(after(-1, [work(1, -2, 100)])).toMatchObject({ couldLower: true });
  expect(after(-1, [work(1, -2, 99)])).toMatchObject({ couldLower: false });
});

test("after the last day nothing is taken, and an extension opens it again", () => {
  expect(after(3.01, [work(1, -1, 60)])).toMatchObject({ open: false, canCount: false, couldLower: false });
  const extension = { kind: "extension", due: due + 5 * day, because: "illness" } as const;
  expect(after(3.01, [], { exceptions: [extension] })).toMatchObject({ open: true, late: null, atMost: 100 });
});

test("where points were given by hand, or the best counts, nothing handed in lowers the grade", () => {
  const given = { kind: "override", sequence: 1, points: 90, maxPoints: 100, because: "seen in person" } as const;
  expect(after(1.5, [work(1, -1, 60)], { exceptions: [given] })).toMatchObject({ canCount: false, couldLower: false });
  const best = { ...assignment, counts: "best" } as const;
  expect(after(1.5, [work(1, -1, 60)], { assignment: best })).toMatchObject({ canCount: true, couldLower: false });
});

test("what waits is what came after the submission that counts", () => {
  expect(after(-1, [work(1, -3, null), work(2, -2, 60), work(3, -2, null)])).toMatchObject({ waiting: 1 });
  expect(after(-1, [work(1, -2, 60), work(2, -3, null)]), "received before it").toMatchObject({ waiting: 0 });
});
