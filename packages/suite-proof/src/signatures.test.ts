import type { FailedTest, Mistake } from "@tinytorch/course";
import { expect, test } from "vitest";
import { staleIn, staleOf } from "./signatures.ts";

const wrong = (...tests: string[]): FailedTest[] => tests.map((id) => ({ test: id, kind: "wrong" }));
const verdicts = [
  { id: "sgd.plain", failures: wrong("sgd.momentum", "sgd.decay") },
  { id: "sgd.averaged", failures: wrong("sgd.momentum") },
];
const stored = [
  { mutant: "sgd.plain", failed: wrong("sgd.decay", "sgd.momentum") },
  { mutant: "sgd.averaged", failed: wrong("sgd.momentum") },
];
const mistakes = verdicts.map(
  ({ id }): Mistake => ({ id, file: "src/sgd.ts", find: "a", replace: "b", caughtBy: ["sgd.momentum"], diagnosis: id }),
);
const seenQuickly = verdicts.map(({ id }) => ({ id, failures: wrong("sgd.momentum") }));

test("what is stored as it was found is not stale, seen whole or quickly", () => {
  expect(staleOf(stored, verdicts)).toEqual([]);
  expect(staleIn(stored, seenQuickly, mistakes)).toEqual([]);
});

test.each([
  ["is missing", stored.slice(1), ["sgd.plain"]],
  ["is another", [{ mutant: "sgd.plain", failed: wrong("sgd.decay") }, ...stored.slice(1)], ["sgd.plain"]],
  [
    "fails otherwise",
    [...stored.slice(0, 1), { mutant: "sgd.averaged", failed: [{ test: "sgd.momentum", kind: "threw" as const }] }],
    ["sgd.averaged"],
  ],
  ["is of no mutant", [...stored, { mutant: "sgd.gone", failed: wrong("sgd.momentum") }], ["sgd.gone"]],
  ["is there twice", [...stored, ...stored.slice(1)], ["sgd.averaged"]],
])("a signature that %s is stale, seen whole or quickly", (_, written, stale) => {
  expect(staleOf(written, verdicts)).toEqual(stale);
  expect(staleIn(written, seenQuickly, mistakes)).toEqual(stale);
});
