import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "./outcome.ts";
import { parseRubric, type Rubric } from "./rubric.ts";
import { score } from "./score.ts";

/** Rubrics of 1 to 20 tests whose points sum to 100. */
const rubrics = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 19 }).map((cuts): Rubric => {
  const edges = [0, ...cuts.sort((a, b) => a - b), 100];
  return parseRubric({
    module: "08-optimizers",
    tests: edges.slice(1).map((edge, index) => ({
      id: `idea.test-${index}`,
      title: "a test",
      points: edge - (edges[index] ?? 0),
      visibility: "visible",
      hint: "a hint",
    })),
  });
});

const graded = rubrics.chain((rubric) =>
  fc.record({
    rubric: fc.constant(rubric),
    passed: fc.array(fc.boolean(), { minLength: rubric.tests.length, maxLength: rubric.tests.length }),
  }),
);

function outcome(id: string, passed: boolean): Outcome {
  return passed
    ? { id, state: "passed", milliseconds: 1 }
    : { id, state: "failed", milliseconds: 1, kind: "wrong", cause: "the result is not what was expected" };
}

const outcomes = (rubric: Rubric, passed: readonly boolean[]) =>
  rubric.tests.map((entry, index) => outcome(entry.id, passed[index] === true));

test("a score lies between 0 and 100 and is the sum of the passed tests' points", () => {
  fc.assert(
    fc.property(graded, ({ rubric, passed }) => {
      const { points, tests } = score(rubric, outcomes(rubric, passed));
      expect(points).toBeGreaterThanOrEqual(0);
      expect(points).toBeLessThanOrEqual(100);
      expect(points).toBe(tests.reduce((sum, each) => sum + each.points, 0));
      if (passed.every(Boolean)) expect(points).toBe(100);
    }),
  );
});

test("passing one more test never lowers a score", () => {
  fc.assert(
    fc.property(graded, fc.nat(), ({ rubric, passed }, at) => {
      const better = passed.map((each, index) => each || index === at % passed.length);
      expect(score(rubric, outcomes(rubric, better)).points).toBeGreaterThanOrEqual(
        score(rubric, outcomes(rubric, passed)).points,
      );
    }),
  );
});

test("the order in which tests ended changes nothing", () => {
  fc.assert(
    fc.property(
      graded.chain(({ rubric, passed }) => {
        const inOrder = outcomes(rubric, passed);
        const shuffled = fc.shuffledSubarray(inOrder, { minLength: inOrder.length });
        return fc.record({ rubric: fc.constant(rubric), inOrder: fc.constant(inOrder), shuffled });
      }),
      ({ rubric, inOrder, shuffled }) => {
        expect(score(rubric, shuffled)).toEqual(score(rubric, inOrder));
      },
    ),
  );
});

test("points that are fractions add up in hundredths, as on paper", () => {
  const entry = { title: "a test", visibility: "visible", hint: "a hint" } as const;
  const tests = [0.1, 0.2, 0.7].map((points, index) => ({ ...entry, id: `idea.test-${index}`, points }));
  expect(
    score(
      { module: "08-optimizers", tests },
      tests.map(({ id }) => outcome(id, true)),
    ).points,
  ).toBe(1);
  expect(
    score(
      { module: "08-optimizers", tests },
      tests.map(({ id }, i) => outcome(id, i < 2)),
    ).points,
  ).toBe(0.3);
});

test("a missing, a repeated or an unknown test is the machinery's error, not a score", () => {
  const rubric = parseRubric({
    module: "08-optimizers",
    tests: [
      { id: "a.one", title: "one", points: 60, visibility: "visible", hint: "hint" },
      { id: "a.two", title: "two", points: 40, visibility: "visible", hint: "hint" },
    ],
  });
  const one = outcome("a.one", true);
  const two = outcome("a.two", true);
  for (const [wrong, message] of [
    [[one], "the run lacks a.two"],
    [[], "the run lacks a.one, a.two"],
    [[one, one, two], "more than once"],
    [[one, two, outcome("a.three", true)], "the rubric lacks a.three"],
  ] as const) {
    expect(() => score(rubric, wrong)).toThrow(message);
    expect(() => score(rubric, wrong)).toThrow(expect.objectContaining({ name: "InfrastructureError" }));
  }
});
