import { expect, test } from "vitest";
import { parseRubric, type RubricEntry } from "./rubric.ts";

const entry = (id: string, points: number): RubricEntry => ({
  id,
  title: "a test",
  points,
  visibility: "visible",
  hint: "a hint",
});
const define = (...tests: RubricEntry[]) => parseRubric({ module: "08-optimizers", tests });

test("points must sum to 100", () => {
  expect(define(entry("a.one", 60), entry("a.two", 40)).tests).toHaveLength(2);
  expect(() => define(entry("a.one", 60), entry("a.two", 41))).toThrow("points must sum to 100, got 101");
});

test("ids must be unique and name an idea and a test", () => {
  expect(() => define(entry("a.one", 50), entry("a.one", 50))).toThrow("got a.one twice");
  expect(() => define(entry("momentum", 100))).toThrow("must look like sgd.momentum");
});

test("no test is worth nothing or less", () => {
  expect(() => define(entry("a.one", 100), entry("a.two", 0))).toThrow();
  expect(() => define(entry("a.one", 101), entry("a.two", -1))).toThrow();
});
