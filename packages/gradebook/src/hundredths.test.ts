import { inHundredths } from "@tinytorch/course";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gradeOf } from "./grade.ts";
import { gradebookTable } from "./gradebook-table.ts";
import { latenessOf, pointsLeft } from "./lateness.ts";
import { sayReason } from "./reason.ts";

const day = 24 * 60 * 60_000;

test.each([
  [0.1 + 0.2, 0.3],
  [1.005, 1.01],
  [8.345, 8.35],
  [-0.125, -0.13],
  [-0.001, 0],
  [99.995, 100],
  [33.333333, 33.33],
])("%d is %d in hundredths", (value, rounded) => {
  expect(inHundredths(value)).toBe(rounded);
});

/** Half a hundredth up, by whole numbers alone: `value` is of parts of which `scale` are one hundredth. */
function byHand(value: bigint, scale: bigint): number {
  return Number((2n * value + scale) / (2n * scale)) / 100;
}

test("sums, differences and shares of hundredths are what whole numbers give", () => {
  const hundredths = fc.nat(100_000);
  fc.assert(
    fc.property(fc.array(hundredths, { maxLength: 60 }), hundredths, fc.nat(10_000), (parts, one, percent) => {
      const sum = parts.reduce((total, part) => total + part / 100, 0);
      expect(inHundredths(sum)).toBe(parts.reduce((total, part) => total + part, 0) / 100);
      const difference = one / 100 - (parts[0] ?? 0) / 100;
      expect(inHundredths(difference)).toBe((one - (parts[0] ?? 0)) / 100);
      const left = pointsLeft(one / 100, 1_000, { days: 1, percentOff: percent / 100 });
      expect(left).toBe(byHand(BigInt(one) * BigInt(10_000 - percent), 10_000n));
    }),
    { numRuns: 500 },
  );
});

test("days times a percentage is a percentage in hundredths, in the grade, its sentence and its column alike", () => {
  expect(latenessOf(3 * day, { due: 0, late: { percentPerDay: 0.1, days: 30, graceMinutes: 0 } })).toEqual({
    days: 3,
    percentOff: 0.3,
  });
  const policy = { percentPerDay: 1.1, days: 30, graceMinutes: 0 };
  const assignment = { module: "08-x", due: 0, late: policy, counts: "latest" as const };
  const run = { id: "run", score: 0.1 + 0.2 + 90, maxScore: 100 };
  const submissions = [{ id: "submission", sequence: 1, receivedAt: 2.5 * day, run, loads: true }];
  const grade = gradeOf({ assignment, submissions, exceptions: [], extensionsOfAll: [] }, 0);
  expect(grade).toMatchObject({ points: 87.32, late: { days: 3, percentOff: 3.3 } });
  expect(grade.reason.map(sayReason)).toEqual([
    "90.3 of 100 points from the latest graded submission.",
    "3 days late, 3.3 % of the points is taken off: 87.32 count.",
  ]);
  expect(gradebookTable([{ assignment, maximum: 100 }], [{ name: "studentA", grades: [grade] }])[1]).toEqual([
    "studentA",
    87.32,
    3,
  ]);
});

test("points given by hand are hundredths too", () => {
  const assignment = { module: "08-x", due: null, late: null, counts: "latest" as const };
  const override = { kind: "override", sequence: 1, points: 60.1 + 0.2, maxPoints: 100, because: "seen" } as const;
  const grade = gradeOf({ assignment, submissions: [], exceptions: [override], extensionsOfAll: [] }, 0);
  expect(grade.points).toBe(60.3);
  expect(grade.reason.map(sayReason).at(-1)).toBe("Replaced by 60.3 of 100: seen.");
});
