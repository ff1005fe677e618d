import { describe, expect, test } from "vitest";
import { type GradedStudent, statisticsOf } from "./module-statistics.ts";
import { median, pointBiserial } from "./numbers.ts";

const minute = 60_000;

/** A student of a module of two tests, 60 and 40 points, who handed in once a minute. */
function student(passed: readonly string[], changes: Partial<GradedStudent> = {}): GradedStudent {
  const tests = [
    { test: "a", passed: passed.includes("a"), score: passed.includes("a") ? 60 : 0 },
    { test: "b", passed: passed.includes("b"), score: passed.includes("b") ? 40 : 0 },
  ];
  const attempts = [1, 2, 3].map((sequence) => ({
    sequence,
    receivedAt: sequence * minute,
    isFull: passed.length === 2 && sequence === 3,
  }));
  const firstPasses = new Map(passed.map((test) => [test, test === "a" ? 1 : 3]));
  const score = tests.reduce((sum, each) => sum + each.score, 0);
  return { score, maxScore: 100, tests, diagnosis: null, attempts, firstPasses, ...changes };
}

const times = (count: number, each: GradedStudent) => Array.from({ length: count }, () => each);

test("rates, medians and the spread of scores are of the submissions that count", () => {
  const found = statisticsOf([
    ...times(6, student(["a"])),
    ...times(10, student(["a", "b"])),
    ...times(4, student([])),
  ]);
  expect(found).toMatchObject({ students: 20, passRate: 0.5, attempts: 3, minutes: 2, meanScore: 68, medianScore: 80 });
  expect(found.scores).toEqual([4, 0, 0, 0, 0, 0, 6, 0, 0, 10]);
  expect(found.tests).toMatchObject([
    { test: "a", students: 20, passRate: 0.8, attempts: 1, minutes: 0 },
    { test: "b", students: 20, passRate: 0.5, attempts: 3, minutes: 2 },
  ]);
});

test("a test tells apart as much as passing goes with the rest of the score", () => {
  // Of the 16 who passed a, 10 have the 40 points of b; of the 4 who did not, none: r = (25 − 0) / 20 · √(0.8 · 0.2).
  const found = statisticsOf([
    ...times(6, student(["a"])),
    ...times(10, student(["a", "b"])),
    ...times(4, student([])),
  ]);
  expect(found.tests[0]?.discrimination).toBeCloseTo(0.5, 12);
});

test("diagnoses are counted, the most frequent first, as a share of the class", () => {
  const with31 = [
    ...times(31, student([], { diagnosis: "never updates" })),
    ...times(2, student([], { diagnosis: "adds" })),
  ];
  expect(statisticsOf([...with31, ...times(67, student(["a"]))]).diagnoses).toEqual([
    { diagnosis: "never updates", students: 31, share: 0.31 },
    { diagnosis: "adds", students: 2, share: 0.02 },
  ]);
});

describe("of too few", () => {
  test("no number is told, only how many there are", () => {
    const { tests, ...found } = statisticsOf(times(9, student(["a", "b"])));
    const none = { passRate: null, attempts: null, minutes: null };
    const whole = { students: 9, enough: 10, scores: null, meanScore: null, medianScore: null, diagnoses: null };
    expect(found).toEqual({ ...whole, ...none });
    expect(tests[0]).toEqual({ test: "a", students: 9, discrimination: null, ...none });
  });

  test("who passed, how long it took is not told, and the rate is", () => {
    const found = statisticsOf([...times(9, student(["a"])), ...times(11, student([]))]);
    expect(found.tests[0]).toMatchObject({ passRate: 0.45, attempts: null, minutes: null });
  });

  test("whose run has a test, that test has none: the suite was another then", () => {
    const older = student(["a"], { tests: [{ test: "a", passed: true, score: 60 }] });
    const [a, b] = statisticsOf([...times(9, student([])), ...times(9, older)]).tests;
    expect(a).toMatchObject({ students: 18, passRate: 0.5 });
    expect(b).toMatchObject({ students: 9, passRate: null });
  });

  test("a class of nobody has no numbers", () => {
    expect(statisticsOf([])).toMatchObject({ students: 0, tests: [], passRate: null });
  });
});

test("where all passed, none did, or the rest is everybody's, nothing is told apart", () => {
  const pairs = (passed: readonly boolean[], values: readonly number[]) =>
    pointBiserial(passed.map((each, index) => ({ passed: each, value: values[index] ?? 0 })));
  expect(pairs([true, true], [1, 2])).toBeNull();
  expect(pairs([false, false], [1, 2])).toBeNull();
  expect(pairs([true, false], [0.1 + 0.2, 0.3])).toBeNull();
  expect(pairs([true, false], [1, 0])).toBeCloseTo(1, 12);
  expect(pairs([true, false], [0, 1])).toBeCloseTo(-1, 12);
});

test("a median of an even number is the mean of the two in the middle, of none it is none", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
});
