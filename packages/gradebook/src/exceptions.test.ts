import { describe, expect, test } from "vitest";
import type { Assignment } from "./assignment.ts";
import { attemptsOf } from "./attempts.ts";
import { deadlinesOf, opennessOf } from "./deadlines.ts";
import type { Exception, Facts, SubmissionFact } from "./facts.ts";
import { gradeOf } from "./grade.ts";
import { lateDayBank } from "./late-days.ts";
import { prospectOf } from "./prospect.ts";
import { sayReason } from "./reason.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const due = Date.parse("2026-12-06T23:59:00+01:00");
const assignment: Assignment = {
  module: "08-optimizers",
  zone: "Europe/Berlin",
  due,
  late: { percentPerDay: 10, days: 3, graceMinutes: 0 },
  counts: "latest",
};

function work(sequence: number, daysAfter: number, score: number | null, changes: Partial<SubmissionFact> = {}) {
  const run = score === null ? null : { id: `run ${sequence}`, score, maxScore: 100 };
  const id = `submission ${sequence}`;
  return { id, sequence, receivedAt: due + daysAfter * day, run, loads: true, ...changes };
}

function facts(
  submissions: readonly SubmissionFact[],
  exceptions: readonly Exception[] = [],
  changes: object = {},
): Facts {
  return { assignment: { ...assignment, ...changes }, submissions, exceptions, extensionsOfAll: [] };
}

const sentences = (given: Facts) => gradeOf(given, due).reason.map(sayReason);
const excuse = { kind: "excuse", because: "illness" } as const;
const override = { kind: "override", sequence: 1, points: 97, maxPoints: 100, because: "seen in person" } as const;

describe("an excuse", () => {
  test("is no grade and no zero, whatever was handed in", () => {
    for (const submissions of [[], [work(1, -1, 90)]]) {
      expect(gradeOf(facts(submissions, [excuse]), due)).toMatchObject({
        points: null,
        maxPoints: null,
        excused: true,
      });
    }
    expect(sentences(facts([], [excuse]))).toEqual([
      "Nothing is graded yet.",
      "Excused, which is no grade and no zero: illness.",
    ]);
  });

  test("leaves points that were given by hand, in any order", () => {
    for (const both of [
      [excuse, override],
      [override, excuse],
    ]) {
      expect(gradeOf(facts([], both), due)).toMatchObject({ points: 97, excused: false, overridden: true });
    }
  });

  test("makes handing in change nothing", () => {
    expect(prospectOf(facts([work(1, -1, 90)], [excuse]), due, 100)).toMatchObject({
      canCount: false,
      couldLower: false,
    });
  });
});

describe("a choice", () => {
  const chosen = (sequence: number, of: number) =>
    ({ kind: "choice", sequence, submissionId: `submission ${of}`, because: "the later was a mistake" }) as const;
  const three = [work(1, -3, 90), work(2, -2, 40), work(3, -1, 60)];

  test.each(["latest", "best", "chosen"] as const)(
    "counts also where the %s does, and the last one holds",
    (counts) => {
      const given = facts(three, [chosen(2, 2), chosen(1, 1)], { counts });
      expect(gradeOf(given, due)).toMatchObject({ points: 40, submissionId: "submission 2" });
      expect(sentences(given)).toEqual([
        "40 of 100 points from the chosen graded submission.",
        "It was chosen to count: the later was a mistake.",
      ]);
      expect(prospectOf(given, due - day, 100)).toMatchObject({ canCount: false, couldLower: false });
    },
  );

  test("of what is not graded waits for that; where one is to be chosen and none is, the latest counts", () => {
    expect(gradeOf(facts([...three, work(4, -1, null)], [chosen(1, 4)]), due).points).toBe(60);
    expect(gradeOf(facts(three, [], { counts: "chosen" }), due).points).toBe(60);
  });

  test("may be one that does not load: whoever chose it knew", () => {
    const given = facts([work(1, -2, 90), work(2, -1, 40, { loads: false })], [chosen(1, 2)]);
    expect(gradeOf(given, due).points).toBe(40);
  });
});

describe("late days", () => {
  const spend = (days: number) => ({ kind: "late-days", days }) as const;

  test("that are spent cost nothing, and what is left is told", () => {
    const given = facts([work(1, 1.5, 90)]);
    expect(sentences({ ...given, lateDaysLeft: 1 }).at(-1)).toBe(
      "2 days late, 20 % of the points is taken off (1 late day left, not spent): 72 count.",
    );
    expect(sentences(facts([work(1, 1.5, 90)], [spend(1)])).at(-1)).toBe(
      "2 days late, 1 day of it paid with 1 late day, 10 % of the points is taken off: 81 count.",
    );
    const paid = facts([work(1, 1.5, 90)], [spend(1), spend(1)]);
    expect(gradeOf(paid, due)).toMatchObject({ points: 90, late: { days: 2, percentOff: 0, spent: 2 } });
    expect(sentences(paid).at(-1)).toBe("2 days late, paid with 2 late days, no points are taken off.");
  });

  test("move no close", () => {
    expect(deadlinesOf(facts([], [spend(2)]))).toEqual(deadlinesOf(facts([])));
  });

  test("come from a bank that owes nothing", () => {
    expect(lateDayBank([3, 2], [1, 1])).toEqual({ granted: 5, spent: 2, left: 3 });
    expect(lateDayBank([], [1])).toEqual({ granted: 0, spent: 1, left: 0 });
  });
});

describe("attempts", () => {
  const three = { attempts: 3, coolDownMinutes: 30 };
  const extension = { kind: "extension", attempts: 2, because: "the network was down" } as const;

  test("are used by what loads, graded or waiting, and by what earned points, not by what the grader broke on", () => {
    const submissions = [
      work(1, -4, 50),
      work(2, -3, 0, { loads: false }),
      work(3, -2, null, { failed: true }),
      work(4, -1, null),
    ];
    expect(attemptsOf(facts(submissions, [], three), due)).toEqual({ allowed: 3, used: 2, left: 1, next: null });
    const half = [work(1, -4, 50, { loads: false }), work(2, -3, null, { loads: false })];
    expect(attemptsOf(facts(half, [], three), due), "a broken file beside what earned points").toMatchObject({
      used: 1,
    });
    const again = work(5, -1, 80, { failed: true });
    expect(attemptsOf(facts([again], [], three), due), "it was graded after all").toMatchObject({ used: 1 });
  });

  test("are never fewer than none, and without a bound they are as many as anybody likes", () => {
    const four = [1, 2, 3, 4].map((sequence) => work(sequence, -sequence, 50));
    expect(attemptsOf(facts(four, [], three), due)).toMatchObject({ used: 4, left: 0 });
    expect(attemptsOf(facts(four), due)).toEqual({ allowed: null, used: 4, left: null, next: null });
    expect(prospectOf(facts(four, [], three), due, 100)).toMatchObject({
      open: true,
      canCount: false,
      couldLower: false,
    });
  });

  test("are more by an extension, which then says so", () => {
    expect(attemptsOf(facts([], [extension], three), due)).toMatchObject({ allowed: 5, left: 5 });
    expect(sentences(facts([], [extension], three)).at(-1)).toBe("2 more attempts: the network was down.");
    const both = { ...extension, due: due + day };
    expect(sentences(facts([], [both], three)).at(-1)).toBe(
      "Due 2026-12-07 23:59 Europe/Berlin, 2 more attempts: the network was down.",
    );
    const ended = { ...extension, because: "The network was down." };
    expect(sentences(facts([], [ended], three)).at(-1)).toBe("2 more attempts: The network was down.");
    expect(sentences(facts([], [extension])), "where nobody counts them").toEqual(["Nothing is graded yet."]);
  });

  test("have their cool-down from the last that was one; a clock that was ahead keeps nobody waiting", () => {
    const next = (...submissions: SubmissionFact[]) => attemptsOf(facts(submissions, [], three), due).next;
    const last = work(1, -20 / (24 * 60), 50);
    expect(next(last)).toBe(last.receivedAt + 30 * minute);
    expect(next(work(1, -31 / (24 * 60), 50))).toBeNull();
    expect(next({ ...work(1, -20 / (24 * 60), 0), loads: false })).toBeNull();
    expect(next(work(1, 1, 50))).toBeNull();
  });
});

describe("an assignment", () => {
  test("may be worth more or less than its tests, and being late costs its share of that", () => {
    const given = facts([work(1, 0.5, 94)], [], { points: 40 });
    expect(gradeOf(given, due)).toMatchObject({ points: 33.84, maxPoints: 40 });
    expect(sentences(given)).toEqual([
      "94 of 100 points from the latest graded submission.",
      "The module is worth 40, so that is 37.6 of 40.",
      "1 day late, 10 % of the points is taken off: 33.84 count.",
    ]);
    expect(prospectOf(given, due + 0.5 * day, 100)).toMatchObject({ atMost: 36 });
  });

  test("may name its end and its beginning, each to the minute", () => {
    const ends = { release: due - day, closes: due + day };
    const at = (time: number, exceptions: readonly Exception[] = []) => opennessOf(facts([], exceptions, ends), time);
    expect([at(due - day - 1), at(due - day), at(due + day + minute - 1), at(due + day + minute)]).toEqual([
      ...["early", "open", "open", "closed"],
    ]);
    const later = { kind: "extension", due: due + 4 * day, because: "illness" } as const;
    expect(at(due + 4 * day, [later])).toBe("open");
    expect(deadlinesOf(facts([], [later], ends))).toEqual({ due: due + 4 * day, closes: due + 4 * day });
    expect(deadlinesOf(facts([], [], { due: null, closes: due }))).toEqual({ due: null, closes: due });
  });
});
