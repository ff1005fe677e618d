import type { Grade, Standing } from "@tinytorch/api";
import { expect, test } from "vitest";
import { viewFiles, viewStanding } from "./standing-view.ts";

const nothingYet: Standing = {
  module: "01-echo",
  grade: null,
  release: null,
  due: null,
  closes: null,
  open: true,
  attempts: null,
  nextAttempt: null,
  lateDays: { spent: 0, left: 0 },
  late: null,
  atMost: 100,
  maxScore: 100,
  counts: "latest",
  canCount: true,
  couldLower: false,
  waiting: 0,
};

function graded(counted: number): Grade {
  const ids = { submissionId: null, runId: null, receivedAt: null, gradedAt: null };
  return {
    module: "01-echo",
    score: counted,
    maxScore: 100,
    late: null,
    counted,
    reason: [],
    excused: false,
    overridden: false,
    ...ids,
  };
}

const due = "2026-12-06T22:59:00.000Z";
const closes = "2026-12-09T22:59:00.000Z";

/** The lines, each moment as `T`: a reader's clock is wherever they are. */
function told(changes: Partial<Standing>): string {
  return viewStanding({ ...nothingYet, ...changes })
    .join(" ")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "T");
}

test.each<[string, Partial<Standing>, string]>([
  ["without dates and work", {}, "You have no grade in it yet."],
  ["in time", { due, closes }, "It is due T, so it comes in time. You have no grade in it yet."],
  [
    "late",
    { due, closes, late: { days: 2, percentOff: 20 }, atMost: 80, grade: graded(60) },
    "It was due T and comes 2 days late, 20 % of the points is taken off: it can count for 80 of 100 at most. " +
      "Work is taken until T. Your grade in it is 60 of 100, and this takes its place: the latest one that loads counts.",
  ],
  [
    "late where that costs nothing",
    { due, late: { days: 1, percentOff: 0 }, waiting: 2 },
    "It was due T and comes 1 day late, no points are taken off. You have no grade in it yet. 2 others wait to be graded.",
  ],
  [
    "closed",
    { due, closes, open: false, canCount: false, grade: graded(60) },
    "It was due T, and no more work is taken since T. Your grade in it is 60 of 100.",
  ],
  [
    "under points that were given by hand",
    { canCount: false, grade: { ...graded(90), overridden: true } },
    "Your grade in it is 90 of 100, given by hand: what you hand in does not change it.",
  ],
  [
    "where another was chosen",
    { canCount: false, counts: "chosen", grade: graded(90) },
    "Your grade in it is 90 of 100; what you hand in does not change it by itself, for another submission was chosen.",
  ],
  [
    "of who is excused",
    { canCount: false, grade: { ...graded(90), counted: null, maxScore: null, excused: true } },
    "You are excused: it has no grade, and what you hand in does not change that.",
  ],
  [
    "where attempts are counted",
    { attempts: { allowed: 5, used: 3, left: 2 } },
    "3 of 5 attempts are used: after this one you have 1 left. You have no grade in it yet.",
  ],
  [
    "with the last attempt, before which there is a pause",
    { attempts: { allowed: 1, used: 0, left: 1 }, nextAttempt: closes },
    "It is your only attempt. The next one is taken from T on. You have no grade in it yet.",
  ],
  [
    "with no attempt left",
    { attempts: { allowed: 2, used: 2, left: 0 }, canCount: false },
    "All 2 attempts are used, so it is not taken. You have no grade in it yet.",
  ],
  [
    "before it begins",
    { release: due, open: false, canCount: false },
    "It takes no work before T. You have no grade in it yet.",
  ],
  [
    "late with late days in hand",
    { due, late: { days: 2, percentOff: 10, spent: 1 }, atMost: 90, lateDays: { spent: 1, left: 2 } },
    "It was due T and comes 2 days late, 1 late day is spent on it, 10 % of the points is taken off: it can count for 90 of 100 at most. " +
      "You have 2 late days left: `tito late-days spend 01-echo` spends one on it. You have no grade in it yet.",
  ],
  [
    "where the best counts",
    { counts: "best", grade: graded(60), waiting: 1 },
    "Your grade in it is 60 of 100; the best one that loads counts. 1 other waits to be graded.",
  ],
])("%s", (_, changes, expected) => {
  expect(told(changes)).toBe(expected);
});

test("files are named with their sizes, the first twelve of many", () => {
  expect(viewFiles("01-echo", { "src/index.ts": "é" })).toEqual(["To 01-echo: 1 file, 2 B.", "  src/index.ts 2 B"]);
  const many = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`src/f${index}.ts`, "x".repeat(1500)]));
  const [head, ...lines] = viewFiles("01-echo", many);
  expect(head).toBe("To 01-echo: 14 files, 21.0 KB.");
  expect(lines.join(" ")).toMatch(/src\/f11\.ts 1\.5 KB, and 2 more$/);
});
