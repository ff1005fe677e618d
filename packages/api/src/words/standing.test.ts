import { expect, test } from "vitest";
import type { Grade } from "../grades.ts";
import { sayRisk } from "./standing.ts";

type Standing = Parameters<typeof sayRisk>[0];

const ids = { submissionId: null, runId: null, receivedAt: null, gradedAt: null };
const graded = (counted: number): Grade => ({
  ...{ module: "01-echo", score: counted, maxScore: 100, late: null, counted, reason: [] },
  ...{ excused: false, overridden: false },
  ...ids,
});

test.each<[Partial<Standing>, string | null]>([
  [{ grade: graded(60) }, null],
  [{ couldLower: true, atMost: 80, grade: graded(95) }, "It would lower your grade from 95 to 80 or less."],
  [{ couldLower: true, grade: graded(100) }, "Your grade of 100 cannot rise by it, only fall."],
  [
    { couldLower: true, atMost: 80, grade: graded(60), late: { days: 2, percentOff: 20 } },
    "It could lower your grade: the same work counts for less than what you handed in before.",
  ],
])("a risk is told by what it is", (changes, expected) => {
  expect(sayRisk({ couldLower: false, atMost: 100, grade: null, late: null, ...changes })).toBe(expected);
});
