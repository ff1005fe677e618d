import { describe, expect, test } from "vitest";
import type { Assignment } from "./assignment.ts";
import { countingSubmission, worthOf } from "./counting-submission.ts";
import type { Extension, Facts, Override, SubmissionFact } from "./facts.ts";
import { gradeOf } from "./grade.ts";
import { sayReason } from "./reason.ts";

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

/** The same, handed in with a file that does not load. */
function broken(sequence: number, daysAfter: number, score: number | null): SubmissionFact {
  return { ...work(sequence, daysAfter, score), loads: false };
}

function facts(submissions: readonly SubmissionFact[], changes: Partial<Facts> = {}): Facts {
  return { assignment, submissions, exceptions: [], extensionsOfAll: [], ...changes };
}

function extension(daysAfter: number, because = "illness"): Extension {
  return { kind: "extension", due: due + daysAfter * day, because };
}

function override(points: number, sequence = 1): Override {
  return { kind: "override", sequence, points, maxPoints: 100, because: "seen in person" };
}

function sentences(given: Facts): string[] {
  return gradeOf(given, due).reason.map(sayReason);
}

describe("which submission counts", () => {
  test("the latest does, also when it scores less", () => {
    const grade = gradeOf(facts([work(1, -2, 90), work(2, -1, 40)]), due);
    expect(grade).toMatchObject({
      points: 40,
      maxPoints: 100,
      late: null,
      submissionId: "submission 2",
      runId: "run 2",
    });
  });

  test("the latest does by the time that counts as its receipt, and of one time what came in later", () => {
    const handedInFor = work(2, -9, 40);
    expect(gradeOf(facts([work(1, -2, 90), handedInFor]), due).submissionId).toBe("submission 1");
    expect(gradeOf(facts([work(2, -2, 40), work(1, -2, 90)]), due).submissionId).toBe("submission 2");
  });

  test("the latest does that is graded: one that waits or could not be graded changes nothing", () => {
    expect(gradeOf(facts([work(1, -2, 90), work(2, -1, null)]), due).submissionId).toBe("submission 1");
  });

  test("the latest does, late or not", () => {
    const grade = gradeOf(facts([work(1, -1, 90), work(2, 1.5, 90)]), due);
    expect(grade).toMatchObject({ points: 72, late: { days: 2, percentOff: 20 }, submissionId: "submission 2" });
  });

  test.each(["latest", "best"] as const)(
    "where the %s counts, one that does not load replaces none that does",
    (counts) => {
      const given = (...submissions: SubmissionFact[]) => facts(submissions, { assignment: { ...assignment, counts } });
      const grade = (...submissions: SubmissionFact[]) => gradeOf(given(...submissions), due);
      expect(grade(work(1, -3, 40), broken(2, -2, 90), broken(3, -1, 95)).points).toBe(40);
      expect(sentences(given(work(1, -3, 40), broken(2, -2, 90), broken(3, -1, 95))).slice(1)).toEqual([
        "2 submissions that do not load as a whole replace no grade.",
      ]);
      expect(grade(broken(1, -3, 90), work(2, -2, 40)).points).toBe(40);
      expect(grade(broken(1, -3, 90), work(2, -2, null)).points).toBe(90);
    },
  );

  test("where none loads one of them counts by the policy, and its owner reads that it does not load", () => {
    const given = facts([broken(1, -3, 90), broken(2, -2, 40)]);
    expect(gradeOf(given, due).points).toBe(40);
    expect(gradeOf({ ...given, assignment: { ...assignment, counts: "best" } }, due).points).toBe(90);
    expect(sentences(given)).toEqual([
      "40 of 100 points from the latest graded submission.",
      "It does not load as a whole: the next graded one that does counts in its place.",
    ]);
  });

  test("one that does not load and would not count anyway is not spoken of", () => {
    expect(sentences(facts([broken(1, -3, 90), work(2, -2, 40)]))).toEqual([
      "40 of 100 points from the latest graded submission.",
    ]);
    expect(sentences(facts([work(1, -3, 40), broken(2, -2, 90)])).at(-1)).toBe(
      "1 submission that does not load as a whole replaces no grade.",
    );
  });

  test("where the best counts, it is the best after what being late costs, and of equals the later", () => {
    const best = { ...assignment, counts: "best" as const };
    const counting = (...submissions: SubmissionFact[]) => gradeOf(facts(submissions, { assignment: best }), due);
    expect(counting(work(1, -2, 90), work(2, -1, 40))).toMatchObject({ points: 90, submissionId: "submission 1" });
    expect(counting(work(1, -1, 90), work(2, 0.5, 95))).toMatchObject({ points: 90, submissionId: "submission 1" });
    expect(counting(work(1, -1, 90), work(2, 0.5, 100))).toMatchObject({ points: 90, submissionId: "submission 2" });
    const withMoreTime = facts([work(1, -1, 90), work(2, 0.5, 95)], { assignment: best, exceptions: [extension(1)] });
    expect(gradeOf(withMoreTime, due)).toMatchObject({ points: 95, submissionId: "submission 2" });
  });

  test("where the best counts, it is the greatest share of what its run was out of", () => {
    const outOf50: SubmissionFact = { ...work(2, -1, 0), run: { id: "run 2", score: 48, maxScore: 50 } };
    const given = facts([work(1, -2, 90), outOf50], { assignment: { ...assignment, counts: "best" } });
    expect(countingSubmission(given)?.id).toBe("submission 2");
  });

  test("no grade is not a zero", () => {
    for (const none of [facts([]), facts([work(1, -1, null)])]) {
      expect(gradeOf(none, due)).toMatchObject({ points: null, maxPoints: null, submissionId: null, runId: null });
      expect(sentences(none)).toEqual(["Nothing is graded yet."]);
    }
    expect(gradeOf(facts([work(1, -1, 0)]), due)).toMatchObject({ points: 0, maxPoints: 100 });
  });

  test("what one submission is worth is told of each, whether it counts or not", () => {
    expect(worthOf(work(1, 0.5, 90), facts([]))).toEqual({ late: { days: 1, percentOff: 10 }, points: 81 });
    expect(worthOf(work(1, 0.5, null), facts([]))).toEqual({ late: { days: 1, percentOff: 10 }, points: null });
  });
});

describe("an extension", () => {
  test("moves the due date and, by as many days as there are for late work, the end", () => {
    const grade = gradeOf(facts([work(1, 2.5, 90)], { exceptions: [extension(2)] }), due);
    expect(grade).toMatchObject({ points: 81, due: due + 2 * day, closes: due + 5 * day, late: { days: 1 } });
  });

  test("may move the end alone, and then late days go on costing", () => {
    const more: Extension = { kind: "extension", closes: due + 9 * day, because: "the network was down" };
    const grade = gradeOf(facts([work(1, 4.5, 90)], { exceptions: [more] }), due);
    expect(grade).toMatchObject({ points: 45, due, closes: due + 9 * day, late: { days: 5, percentOff: 50 } });
  });

  test("of several the most generous holds, and one that gives less time gives none and is not spoken of", () => {
    const given = facts([work(1, -1, 90)], { exceptions: [extension(2), extension(-3), extension(1)] });
    expect(gradeOf(given, due).due).toBe(due + 2 * day);
    expect(sentences(given)).toEqual([
      "90 of 100 points from the latest graded submission.",
      "Due 2026-12-07 22:59 UTC: illness.",
      "Due 2026-12-08 22:59 UTC: illness.",
    ]);
  });

  test("of a module without a due date changes nothing", () => {
    const open = { ...assignment, due: null };
    const given = facts([work(1, 9, 90)], { assignment: open, exceptions: [extension(2)] });
    expect(gradeOf(given, due)).toMatchObject({ points: 90, due: null, closes: null, late: null });
    expect(sentences(given)).toEqual(["90 of 100 points from the latest graded submission."]);
  });

  test("of anybody keeps back from everybody what would help those who may still hand in", () => {
    const given = facts([work(1, -1, 90)], { extensionsOfAll: [extension(4)] });
    expect(gradeOf(given, due + 6 * day)).toMatchObject({
      due,
      closes: due + 3 * day,
      shows: { afterDueFrom: due + 7 * day + 60_000, afterDue: false },
    });
    expect(gradeOf(given, due + 7 * day + 60_000).shows.afterDue).toBe(true);
  });
});

describe("an override", () => {
  test("wins, and what the tests gave and what being late cost is still told", () => {
    const given = facts([work(1, 0.5, 94)], { exceptions: [override(97)] });
    expect(gradeOf(given, due)).toMatchObject({
      ...{ points: 97, maxPoints: 100, submissionId: "submission 1", runId: "run 1" },
      late: { days: 1, percentOff: 10 },
    });
    expect(sentences(given)).toEqual([
      "94 of 100 points from the latest graded submission.",
      "1 day late, 10 % of the points is taken off: 84.6 count.",
      "Replaced by 97 of 100: seen in person.",
    ]);
  });

  test("may lower, and the last one holds", () => {
    const given = facts([work(1, -1, 94)], { exceptions: [override(20, 2), override(97, 1)] });
    expect(gradeOf(given, due).points).toBe(20);
  });

  test("is a grade without a submission and without a run", () => {
    const given = facts([], { exceptions: [override(60)] });
    expect(gradeOf(given, due)).toMatchObject({
      points: 60,
      maxPoints: 100,
      late: null,
      submissionId: null,
      runId: null,
    });
    expect(sentences(given)).toEqual(["Nothing is graded yet.", "Replaced by 60 of 100: seen in person."]);
  });
});

test("late work that costs nothing says so", () => {
  const free = facts([work(1, 1.5, 90)], { assignment: { ...assignment, late: null } });
  expect(gradeOf(free, due)).toMatchObject({ points: 90, closes: null, late: { days: 2, percentOff: 0 } });
  expect(sentences(free).at(-1)).toBe("2 days late, no points are taken off.");
});

test("more time without another due date is told by its reason", () => {
  const more: Extension = { kind: "extension", closes: due + 9 * day, because: "the network was down" };
  expect(sentences(facts([], { exceptions: [more] }))).toEqual([
    "Nothing is graded yet.",
    "More time: the network was down.",
  ]);
});
