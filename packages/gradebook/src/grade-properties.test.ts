import { type CountingPolicy, inHundredths } from "@tinytorch/course";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { countingSubmission } from "./counting-submission.ts";
import type { Exception, Facts, SubmissionFact } from "./facts.ts";
import { type Grade, gradeOf } from "./grade.ts";
import { prospectOf } from "./prospect.ts";

const day = 24 * 60 * 60_000;
const start = Date.parse("2026-12-01T00:00:00Z");
const instants = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minutes) => start + minutes * 60_000);
const latePolicies = fc
  .record({
    percentPerDay: fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4),
    days: fc.nat(30),
    graceMinutes: fc.nat(120),
  })
  .filter(({ percentPerDay, days }) => percentPerDay * days <= 100);
/** Hundredths of points, and now and then finer ones, which a rubric does not have today. */
const scores = fc.oneof(
  fc.nat(100),
  fc.nat(10_000).map((hundredths) => hundredths / 100),
  fc.double({ min: 0, max: 100, noNaN: true }),
);

const submissionLists = fc
  .array(fc.record({ receivedAt: instants, score: fc.option(scores, { freq: 4 }), loads: fc.boolean() }), {
    maxLength: 8,
  })
  .map((list) =>
    list.map(
      ({ receivedAt, score, loads }, index): SubmissionFact => ({
        id: `submission ${index}`,
        sequence: index,
        receivedAt,
        run: score === null ? null : { id: `run ${index}`, score, maxScore: 100 },
        loads,
      }),
    ),
  );
const extensions = fc.record(
  { kind: fc.constant("extension" as const), due: instants, closes: instants, because: fc.constantFrom("a", "b") },
  { requiredKeys: ["kind", "because"] },
);
const extensionLists = fc.array(extensions, { maxLength: 3 });
const overrideLists = fc
  .array(scores, { maxLength: 3 })
  .map((list) =>
    list.map((points, sequence) => ({ kind: "override" as const, sequence, points, maxPoints: 100, because: "c" })),
  );
const policies = fc.constantFrom<CountingPolicy>("latest", "best");
const allFacts = fc.record({
  assignment: fc.record({
    module: fc.constant("08-optimizers"),
    due: fc.option(instants, { freq: 8 }),
    late: fc.option(latePolicies, { freq: 4 }),
    counts: policies,
  }),
  submissions: submissionLists,
  exceptions: fc
    .tuple(extensionLists, overrideLists)
    .map(([more, instead]): readonly Exception[] => [...more, ...instead]),
  extensionsOfAll: extensionLists,
});

/** A grade without any is below a zero. */
function pointsOf(facts: Facts): number {
  return gradeOf(facts, start).points ?? -1;
}

function withExceptions(facts: Facts, ...more: readonly Exception[]): Facts {
  return { ...facts, exceptions: [...facts.exceptions, ...more] };
}

const often = { seed: 12, numRuns: 500 };

describe("for all facts", () => {
  test("a grade is between nothing and all", () => {
    fc.assert(
      fc.property(allFacts, (facts) => {
        const { points, maxPoints } = gradeOf(facts, start);
        if (points === null) {
          expect(maxPoints).toBeNull();
          return;
        }
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(maxPoints);
      }),
      often,
    );
  });

  test("more points for a submission never lower a grade", () => {
    fc.assert(
      fc.property(allFacts, fc.nat(7), scores, (facts, which, gain) => {
        const better = facts.submissions.map((each, index) =>
          index === which && each.run !== null
            ? { ...each, run: { ...each.run, score: Math.min(100, each.run.score + gain) } }
            : each,
        );
        expect(pointsOf({ ...facts, submissions: better })).toBeGreaterThanOrEqual(pointsOf(facts));
      }),
      often,
    );
  });

  test("an extension never lowers a grade, and never takes time away", () => {
    fc.assert(
      fc.property(allFacts, extensions, (facts, extension) => {
        const extended = withExceptions(facts, extension);
        expect(pointsOf(extended)).toBeGreaterThanOrEqual(pointsOf(facts));
        const [before, after] = [gradeOf(facts, start), gradeOf(extended, start)];
        for (const time of ["due", "closes"] as const) {
          expect(after[time] ?? Infinity).toBeGreaterThanOrEqual(before[time] ?? Infinity);
        }
      }),
      often,
    );
  });

  test("a later due date never lowers a grade", () => {
    fc.assert(
      fc.property(allFacts, fc.nat(40 * day), (facts, later) => {
        const { assignment } = facts;
        const due = assignment.due === null ? null : assignment.due + later;
        expect(pointsOf({ ...facts, assignment: { ...assignment, due } })).toBeGreaterThanOrEqual(pointsOf(facts));
      }),
      often,
    );
  });

  test("an override wins, whatever else there is, and a regrade under it changes nothing shown", () => {
    fc.assert(
      fc.property(allFacts, scores, submissionLists, (facts, points, others) => {
        const override = { kind: "override", sequence: 99, points, maxPoints: 100, because: "c" } as const;
        for (const submissions of [facts.submissions, others, []]) {
          expect(pointsOf(withExceptions({ ...facts, submissions }, override))).toBe(inHundredths(points));
        }
      }),
      often,
    );
  });

  test("the order of facts does not matter", () => {
    const shuffled = allFacts.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        submissions: shuffledOf(facts.submissions),
        exceptions: shuffledOf(facts.exceptions),
        extensionsOfAll: shuffledOf(facts.extensionsOfAll),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ facts, ...others }) => {
        expect(gradeOf({ ...facts, ...others }, start)).toEqual(gradeOf(facts, start));
      }),
      often,
    );
  });

  test("the submission that counts is graded, and where the best counts no other would give more", () => {
    fc.assert(
      fc.property(allFacts, extensionLists, (all, exceptions) => {
        const facts = { ...all, exceptions };
        const counting = countingSubmission(facts);
        const graded = facts.submissions.filter(({ run }) => run !== null);
        if (counting === null) {
          expect(graded).toEqual([]);
          return;
        }
        expect(graded).toContain(counting);
        const alone = (submission: SubmissionFact) => gradeOf({ ...facts, submissions: [submission] }, start);
        expect(pointsOf(facts)).toBe(alone(counting).points);
        if (facts.assignment.counts === "latest") return;
        for (const other of graded.filter(({ loads }) => loads === counting.loads)) {
          expect(alone(other).points).toBeLessThanOrEqual(alone(counting).points ?? -1);
        }
      }),
      often,
    );
  });

  test("one that does not load counts only where none does that is graded, whatever the policy and however often", () => {
    fc.assert(
      fc.property(allFacts, submissionLists, (facts, more) => {
        const counting = countingSubmission(facts);
        const graded = facts.submissions.filter(({ run }) => run !== null);
        expect(counting?.loads ?? false).toBe(graded.some(({ loads }) => loads));
        const broken = more.map((each, index) => ({ ...each, id: `more ${index}`, sequence: 8 + index, loads: false }));
        const flooded = { ...facts, submissions: [...facts.submissions, ...broken] };
        if (counting?.loads) {
          expect(countingSubmission(flooded)).toEqual(counting);
          expect(pointsOf(flooded)).toBe(pointsOf(facts));
        }
      }),
      often,
    );
  });

  test("where the latest counts, work that counts as received before the grade's does not replace it", () => {
    fc.assert(
      fc.property(allFacts, scores, fc.integer({ min: 1, max: 40 * day }), (facts, score, earlier) => {
        const latest: Facts = { ...facts, assignment: { ...facts.assignment, counts: "latest" } };
        const counting = countingSubmission(latest);
        if (counting === null) return;
        const run = { id: "run for", score, maxScore: 100 };
        const receivedAt = counting.receivedAt - earlier;
        const handedInFor = { id: "for", sequence: 8, receivedAt, run, loads: counting.loads };
        const after = { ...latest, submissions: [...facts.submissions, handedInFor] };
        expect(countingSubmission(after)).toEqual(counting);
      }),
      often,
    );
  });

  test("work that comes now is worth at most what is said, and the same work lowers a grade only where that is said", () => {
    fc.assert(
      fc.property(allFacts, instants, scores, (facts, now, score) => {
        const { open, canCount, atMost, couldLower } = prospectOf(facts, now, 100);
        if (!open) {
          expect([canCount, couldLower]).toEqual([false, false]);
          return;
        }
        const handIn = (points: number): Facts => {
          const run = { id: "run now", score: points, maxScore: 100 };
          return {
            ...facts,
            submissions: [...facts.submissions, { id: "now", sequence: 8, receivedAt: now, run, loads: true }],
          };
        };
        const after = handIn(score);
        if (!canCount) expect(pointsOf(after)).toBe(pointsOf(facts));
        else if (countingSubmission(after)?.id === "now") expect(pointsOf(after)).toBeLessThanOrEqual(atMost);
        const same = countingSubmission(facts)?.run.score;
        if (same !== undefined && !couldLower) expect(pointsOf(handIn(same))).toBeGreaterThanOrEqual(pointsOf(facts));
      }),
      often,
    );
  });

  test("what may be seen after the due date may still be seen later, and never before anybody's work is in", () => {
    fc.assert(
      fc.property(allFacts, instants, fc.nat(day), (facts, now, later) => {
        const shows = (time: number): Grade["shows"] => gradeOf(facts, time).shows;
        if (shows(now).afterDue) expect(shows(now + later).afterDue).toBe(true);
        const everybody = facts.extensionsOfAll.map((one) => gradeOf(withExceptions(facts, one), now));
        for (const { closes, due } of everybody) {
          if (shows(now).afterDue) expect(closes ?? due ?? Infinity).toBeLessThanOrEqual(now);
        }
      }),
      often,
    );
  });
});

function shuffledOf<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
