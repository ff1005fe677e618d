import type { Mistake } from "@tinytorch/course";
import { expect, test } from "vitest";
import { staleIn, staleOf } from "./signatures.ts";

const verdicts = [
  { id: "sgd.plain", failed: ["sgd.momentum", "sgd.decay"] },
  { id: "sgd.averaged", failed: ["sgd.momentum"] },
];
const stored = [
  { mutant: "sgd.plain", failed: ["sgd.decay", "sgd.momentum"] },
  { mutant: "sgd.averaged", failed: ["sgd.momentum"] },
];
const mistakes = verdicts.map(
  ({ id }): Mistake => ({ id, file: "src/sgd.ts", find: "a", replace: "b", caughtBy: ["sgd.momentum"], diagnosis: id }),
);
const seenQuickly = verdicts.map(({ id }) => ({ id, failed: ["sgd.momentum"] }));

test("what is stored as it was found is not stale, seen whole or quickly", () => {
  expect(staleOf(stored, verdicts)).toEqual([]);
  expect(staleIn(stored, seenQuickly, mistakes)).toEqual([]);
});

test.each([
  ["is missing", stored.slice(1), ["sgd.plain"]],
  ["is another", [{ mutant: "sgd.plain", failed: ["sgd.decay"] }, ...stored.slice(1)], ["sgd.plain"]],
  ["is of no mutant", [...stored, { mutant: "sgd.gone", failed: ["sgd.momentum"] }], ["sgd.gone"]],
  ["is there twice", [...stored, ...stored.slice(1)], ["sgd.averaged"]],
])("a signature that %s is stale, seen whole or quickly", (_, written, stale) => {
  expect(staleOf(written, verdicts)).toEqual(stale);
  expect(staleIn(written, seenQuickly, mistakes)).toEqual(stale);
});
