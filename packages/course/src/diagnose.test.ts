import { expect, test } from "vitest";
import { diagnosisOf, suspects } from "./diagnose.ts";
import type { FailureKind } from "./failure-kind.ts";
import type { FailedTest } from "./proof.ts";

const wrong = (...tests: string[]): FailedTest[] => tests.map((id) => ({ test: id, kind: "wrong" }));
const known = [
  { mutant: "adam.bias", failed: wrong("adam.first-step", "adam.several"), diagnosis: "forgets bias correction" },
  { mutant: "sgd.stale", failed: wrong("sgd.nesterov"), diagnosis: "looks ahead from the old velocity" },
  { mutant: "sgd.plain", failed: wrong("sgd.nesterov"), diagnosis: "ignores nesterov" },
  { mutant: "sgd.throws", failed: [{ test: "sgd.nesterov", kind: "threw" as const }], diagnosis: "throws" },
];
const named = (failed: readonly FailedTest[]) => suspects(failed, known).map(({ mutant }) => mutant);

test("suspects are the mistakes that fail the very same tests, in any order, in the very same way", () => {
  expect(named(wrong("adam.several", "adam.first-step"))).toEqual(["adam.bias"]);
  expect(named(wrong("sgd.nesterov"))).toEqual(["sgd.stale", "sgd.plain"]);
  expect(named([{ test: "sgd.nesterov", kind: "threw" }])).toEqual(["sgd.throws"]);
});

test("a mistake that fails one test less is tried too, after those that fail the same; two less, or another, is not", () => {
  expect(named(wrong("adam.first-step", "adam.several", "sgd.nesterov"))).toEqual(["adam.bias"]);
  const more = {
    mutant: "adam.more",
    failed: wrong("adam.several", "adam.first-step", "adam.more"),
    diagnosis: "more",
  };
  expect(suspects(more.failed, [...known, more]).map(({ mutant }) => mutant)).toEqual(["adam.more", "adam.bias"]);
  expect(named(wrong("adam.first-step", "adam.several", "adam.more", "adam.most"))).toEqual([]);
  expect(named(wrong("adam.several"))).toEqual([]);
});

test("no failure is no mistake", () => {
  expect(suspects([], [...known, { mutant: "sgd.fine", failed: [], diagnosis: "changes nothing" }])).toEqual([]);
});

test.each<FailureKind>(["todo", "timeout", "memory", "refused-reply", "refused-import", "load"])(
  "a test that failed by %s ends the search, whatever is known",
  (kind) => {
    const failed = [...wrong("sgd.nesterov"), { test: "sgd.plain", kind }];
    expect(suspects(failed, [{ mutant: "sgd.alike", failed, diagnosis: "fails alike" }])).toEqual([]);
  },
);

test("mistakes that fail alike in great number are not told apart, and of those that nearly do some are tried", () => {
  const alike = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ mutant: `adam.${at}`, failed: wrong("adam.step"), diagnosis: "" }));
  expect([12, 13].map((count) => suspects(wrong("adam.step"), alike(count)).length)).toEqual([12, 0]);
  expect(suspects(wrong("adam.step", "adam.more"), alike(13))).toHaveLength(12);
});

test("one mistake is said as it is, two or three as possible, more not at all", () => {
  const say = (...diagnoses: string[]) =>
    diagnosisOf(diagnoses.map((diagnosis) => ({ mutant: diagnosis, failed: [], diagnosis })));
  expect(say()).toBe(null);
  expect(say("ignores nesterov")).toBe("ignores nesterov");
  expect(say("ignores nesterov", "ignores nesterov")).toBe("ignores nesterov");
  expect(say("a", "b", "c")).toBe("a, or possibly b, or possibly c");
  expect(say("a", "b", "c", "d")).toBe(null);
});
