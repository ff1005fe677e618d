import { type CountingPolicy, inHundredths } from "@tinytorch/course";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptsOf } from "./attempts.ts";
import type { Exception, Facts } from "./facts.ts";
import { gradeOf } from "./grade.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Zones with a night on which their clocks change, or on which Samoa left a day out. */
const changes = fc.constantFrom(
  ["Europe/Berlin", "2026-03-29T01:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00Z"],
  ["America/New_York", "2026-03-08T07:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Asia/Kathmandu", "2026-03-29T01:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Africa/Casablanca", "2026-02-15T02:00Z"],
  ["Africa/Casablanca", "2026-03-22T02:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00Z"],
  ["Pacific/Apia", "2012-03-31T14:00Z"],
);

/** Minutes of the days round a change, a third of them within two hours of it. */
const minutesRound = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: -120, max: 120 }) },
  { weight: 2, arbitrary: fc.integer({ min: -4 * 24 * 60, max: 6 * 24 * 60 }) },
);
const latePolicies = fc
  .record({ percentPerDay: fc.nat(200).map((halves) => halves / 2), days: fc.nat(6), graceMinutes: fc.nat(90) })
  .filter(({ percentPerDay, days }) => percentPerDay * days <= 100);
const scores = fc.nat(10_000).map((hundredths) => hundredths / 100);

/** Facts round one change of clocks; times are minutes from it. */
const allFacts = changes.chain(([zone = "", change = ""]) => {
  const at = (minutes: number) => Date.parse(change) + minutes * minute;
  const moments = minutesRound.map(at);
  const received = fc.tuple(minutesRound, fc.nat(59_999)).map(([minutes, more]) => at(minutes) + more);
  const submissions = fc
    .array(fc.record({ receivedAt: received, score: fc.option(scores, { freq: 5 }), loads: fc.boolean() }), {
      maxLength: 5,
    })
    .map((list) =>
      list.map(({ receivedAt, score, loads }, sequence) => ({
        ...{ id: `submission ${sequence}`, sequence, receivedAt, loads, failed: score === null && sequence % 2 === 0 },
        run: score === null ? null : { id: `run ${sequence}`, score, maxScore: 100 },
      })),
    );
  const extensions = fc.record(
    {
      ...{ kind: fc.constant("extension" as const), due: moments, closes: moments, attempts: fc.nat(3) },
      because: fc.constantFrom("a", "b"),
    },
    { requiredKeys: ["kind", "because"] },
  );
  const others: fc.Arbitrary<Exception> = fc.oneof(
    fc.record({ kind: fc.constant("late-days" as const), days: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constant("excuse" as const), because: fc.constantFrom("a", "b") }),
  );
  const numbered: fc.Arbitrary<Exception>[] = [
    fc.record({
      ...{ kind: fc.constant("override" as const), sequence: fc.constant(1), points: scores },
      ...{ maxPoints: fc.constant(100), because: fc.constant("c") },
    }),
    fc.record({
      ...{ kind: fc.constant("choice" as const), sequence: fc.constant(2), because: fc.constant("d") },
      submissionId: fc.nat(5).map((sequence) => `submission ${sequence}`),
    }),
  ];
  const assignment = fc.record({
    ...{ module: fc.constant("08-optimizers"), zone: fc.constant(zone), due: moments },
    closes: fc.option(moments, { freq: 1 }),
    ...{ points: fc.constantFrom(null, 40, 250), attempts: fc.constantFrom(null, 1, 3), coolDownMinutes: fc.nat(60) },
    ...{
      late: fc.option(latePolicies, { freq: 6 }),
      counts: fc.constantFrom<CountingPolicy>("latest", "best", "chosen"),
    },
  });
  const facts: fc.Arbitrary<Facts> = fc.record({
    assignment,
    submissions,
    exceptions: fc
      .tuple(
        fc.array(extensions, { maxLength: 2 }),
        fc.array(others, { maxLength: 2 }),
        fc.subarray([0, 1]),
        ...numbered,
      )
      .map(([more, some, which, override, choice]) => [
        ...more,
        ...some,
        ...[override, choice].filter((each, index) => each !== undefined && which.includes(index)),
      ]),
    extensionsOfAll: fc.constant([]),
    lateDaysLeft: fc.nat(3),
  });
  return fc.record({ facts, extension: extensions, now: received });
});

/** A grade without any is below a zero. */
const pointsOf = (facts: Facts) => gradeOf(facts, 0).points ?? -1;
const granting = (facts: Facts, ...more: readonly Exception[]): Facts => ({
  ...facts,
  exceptions: [...facts.exceptions, ...more],
});

const often = { seed: 29, numRuns: 400 };

describe("for all facts round changes of clocks", () => {
  test("a grade is between nothing and all, in hundredths", () => {
    fc.assert(
      fc.property(allFacts, ({ facts }) => {
        const { points, maxPoints } = gradeOf(facts, 0);
        if (points === null || maxPoints === null) return;
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(maxPoints);
        expect(inHundredths(points)).toBe(points);
      }),
      often,
    );
  });

  test("an extension never lowers a grade, takes no time and no attempt away, and makes nobody wait longer", () => {
    fc.assert(
      fc.property(allFacts, ({ facts, extension, now }) => {
        const extended = granting(facts, extension);
        expect(pointsOf(extended)).toBeGreaterThanOrEqual(pointsOf(facts));
        const [before, after] = [gradeOf(facts, now), gradeOf(extended, now)];
        for (const time of ["due", "closes"] as const) {
          expect(after[time] ?? Infinity).toBeGreaterThanOrEqual(before[time] ?? Infinity);
        }
        const [few, many] = [attemptsOf(facts, now), attemptsOf(extended, now)];
        expect(many.left ?? Infinity).toBeGreaterThanOrEqual(few.left ?? Infinity);
        expect(many.next).toBe(few.next);
      }),
      often,
    );
  });

  test("a later due date never lowers a grade", () => {
    fc.assert(
      fc.property(allFacts, fc.oneof(fc.nat(180), fc.nat(4 * 24 * 60)), ({ facts }, minutes) => {
        const { assignment } = facts;
        const due = (assignment.due ?? 0) + minutes * minute;
        expect(pointsOf({ ...facts, assignment: { ...assignment, due } })).toBeGreaterThanOrEqual(pointsOf(facts));
      }),
      often,
    );
  });

  test("spending late days never lowers a grade, and giving them back never raises it", () => {
    fc.assert(
      fc.property(allFacts, fc.integer({ min: 1, max: 9 }), ({ facts }, days) => {
        expect(pointsOf(granting(facts, { kind: "late-days", days }))).toBeGreaterThanOrEqual(pointsOf(facts));
      }),
      often,
    );
  });

  test("a regrade of a grade that was given by hand, or of what is excused, changes nothing shown", () => {
    fc.assert(
      fc.property(allFacts, scores, ({ facts }, score) => {
        const again = facts.submissions.map((each) => ({ ...each, run: each.run && { ...each.run, score } }));
        for (const settled of [
          { kind: "override", sequence: 9, points: 50, maxPoints: 100, because: "c" } as const,
          { kind: "excuse", because: "e" } as const,
        ]) {
          const before = gradeOf(granting(facts, settled), 0);
          const after = gradeOf(granting({ ...facts, submissions: again }, settled), 0);
          for (const shown of ["points", "maxPoints", "excused", "overridden"] as const) {
            expect(after[shown]).toBe(before[shown]);
          }
        }
      }),
      often,
    );
  });

  test("the order of facts does not matter", () => {
    fc.assert(
      fc.property(allFacts, fc.infiniteStream(fc.nat()), ({ facts, now }, draws) => {
        const shuffled = <Item>(items: readonly Item[]) =>
          items
            .map((item) => ({ item, key: draws.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const other = { ...facts, submissions: shuffled(facts.submissions), exceptions: shuffled(facts.exceptions) };
        expect(gradeOf(other, now)).toEqual(gradeOf(facts, now));
        expect(attemptsOf(other, now)).toEqual(attemptsOf(facts, now));
      }),
      often,
    );
  });

  test("24 hours more cost no less, and no more than two days of the calendar", () => {
    fc.assert(
      fc.property(allFacts, fc.nat(4), ({ facts: { assignment } }, days) => {
        const { due } = assignment;
        if (due === null) return;
        const lateAfter = (time: number) => {
          const run = { id: "run", score: 100, maxScore: 100 };
          const submissions = [{ id: "one", sequence: 1, receivedAt: due + time, run, loads: true }];
          const late = { percentPerDay: 5, days: 20, graceMinutes: 0 };
          return gradeOf({ assignment: { ...assignment, late }, submissions, exceptions: [], extensionsOfAll: [] }, 0);
        };
        const [now, later] = [lateAfter(days * day), lateAfter((days + 1) * day)];
        expect(later.points).toBeLessThanOrEqual(now.points ?? -1);
        const between = (later.late?.days ?? 0) - (now.late?.days ?? 0);
        expect(between).toBeGreaterThanOrEqual(0);
        expect(between).toBeLessThanOrEqual(2);
      }),
      often,
    );
  });
});
