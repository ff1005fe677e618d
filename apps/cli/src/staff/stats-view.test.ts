import { moduleStatisticsSchema } from "@tinytorch/api";
import { expect, test } from "vitest";
import { viewStatistics } from "./stats-view.ts";

const whole = moduleStatisticsSchema.parse({
  ...{ module: "08-optimizers", students: 100, enough: 10, passRate: 0.5, attempts: 3, minutes: 200 },
  ...{ scores: [4, 0, 0, 0, 0, 0, 6, 0, 0, 90], meanScore: 68.04, medianScore: 80 },
  tests: [
    { test: "a", title: "adds", students: 100, passRate: 0.8, attempts: 1, minutes: 0, discrimination: 0.5 },
    { test: "b", title: null, students: 100, passRate: 1, attempts: 2, minutes: 4000, discrimination: null },
    { test: "c", title: "late", students: 3, passRate: null, attempts: null, minutes: null, discrimination: null },
  ],
  diagnoses: [{ diagnosis: "it never updates", students: 31, share: 0.31 }],
});

test("sums, bars, a table and what was diagnosed", async () => {
  const text = await viewStatistics(whole);
  expect(text).toContain(
    "08-optimizers: 100 students have a grade. All points: 50 %, after 3 attempts and 3 h (medians).",
  );
  expect(text).toContain("mean 68, median 80 of 100");
  expect(text).toMatch(/ 90–100 █{24} 90\n/);
  expect(text).toMatch(/ {2}0–9 {3}█ {23} 4\n/);
  expect(text).toMatch(/adds +│ 80 % +│ 0.50 +│ 1 +│ 0 min/);
  expect(text).toMatch(/b +│ 100 % +│ – +│ 2 +│ 3 days/);
  expect(text).toMatch(/late +│ too few +│ too few +│ too few +│ too few/);
  expect(text).toContain("31 % (31): it never updates");
  expect(text).toContain("\ntoo few: numbers of fewer than 10 people are not told");
  const few = await viewStatistics({ ...whole, attempts: null, minutes: null, tests: whole.tests.slice(0, 2) });
  expect(few).toContain("All points: 50 % (too few to say how long it took).");
  expect(few).not.toContain("\ntoo few");
});

test("of too few only how many there are, of nobody that", async () => {
  const none = {
    passRate: null,
    attempts: null,
    minutes: null,
    scores: null,
    meanScore: null,
    medianScore: null,
    diagnoses: null,
  };
  const text = await viewStatistics({ ...whole, ...none, students: 1 });
  expect(text).toBe(
    "08-optimizers: 1 student has a grade.\nNumbers of fewer than 10 people are not told: they say little of the module and much of each of them.",
  );
  expect(await viewStatistics({ ...whole, students: 0 })).toBe("Nobody has a grade in 08-optimizers yet.");
});
