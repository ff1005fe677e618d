import { expect, test } from "vitest";
import { diagnose } from "./diagnose.ts";

const mistakes = [
  { failed: ["adam.first-step", "adam.several"], diagnosis: "behaves like Adam without bias correction" },
  { failed: ["sgd.nesterov"], diagnosis: "looks ahead from the old velocity" },
  { failed: ["sgd.nesterov"], diagnosis: "ignores nesterov" },
  ...["a", "b", "c"].map((diagnosis) => ({ failed: ["sgd.step"], diagnosis })),
];

test("the very same failed tests, in any order, bring the mistake's words", () => {
  expect(diagnose(["adam.several", "adam.first-step"], mistakes)).toBe("behaves like Adam without bias correction");
});

test("two mistakes that look alike are both told, more are not", () => {
  expect(diagnose(["sgd.nesterov"], mistakes)).toBe("looks ahead from the old velocity, or ignores nesterov");
  expect(diagnose(["sgd.step"], mistakes)).toBe(null);
});

test("one test more or less is another picture, and no failure is none", () => {
  expect(diagnose(["adam.several"], mistakes)).toBe(null);
  expect(diagnose(["adam.several", "adam.first-step", "sgd.step"], mistakes)).toBe(null);
  expect(diagnose([], mistakes)).toBe(null);
});
