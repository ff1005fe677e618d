import type { Rubric, RubricEntry } from "@tinytorch/course";
import { expect, test } from "vitest";
import { changesInWords, rubricChanges } from "./frozen-rubric.ts";

const entry = (id: string): RubricEntry => ({ id, title: id, points: 50, visibility: "visible", hint: "Look." });
const rubric = (...tests: RubricEntry[]): Rubric => ({ module: "08-optimizers", tests });
const [one, two] = [entry("sgd.one"), entry("sgd.two")];

test("equal rubrics have no changes", () => {
  expect(rubricChanges(rubric(one, two), rubric({ ...one }, { ...two }))).toEqual([]);
});

test.each([
  ["a title", { ...one, title: "another" }, "sgd.one's title"],
  ["points", { ...one, points: 49 }, "sgd.one's points"],
  ["a visibility", { ...one, visibility: "never" as const }, "sgd.one's visibility"],
  ["a hint", { ...one, hint: "Look again." }, "sgd.one's hint"],
])("%s that changed is named by its test", (_, changed, said) => {
  expect(rubricChanges(rubric(one, two), rubric(changed, two))).toEqual([said]);
});

test("tests that came, went or moved are told", () => {
  expect(rubricChanges(rubric(one), rubric(one, two))).toEqual(["sgd.two, which is new"]);
  expect(rubricChanges(rubric(one, two), rubric(two))).toEqual(["sgd.one, which is gone"]);
  expect(rubricChanges(rubric(one, two), rubric(two, one))).toEqual(["the order of the tests"]);
});

test("several changes are the first and a number, after a comma where the first is a clause", () => {
  expect(changesInWords("sgd.one's points", 0)).toBe("sgd.one's points");
  expect(changesInWords("sgd.one's points", 1)).toBe("sgd.one's points and 1 more");
  expect(changesInWords("sgd.one, which is new", 0)).toBe("sgd.one, which is new");
  expect(changesInWords("sgd.one, which is new", 3)).toBe("sgd.one, which is new, and 3 more");
});
