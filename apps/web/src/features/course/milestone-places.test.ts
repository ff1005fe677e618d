import { expect, test } from "vitest";
import { milestonesAfter, missingFor } from "./milestone-places.ts";

const milestone = (id: string, ...modules: string[]) => ({ id, title: id, modules });
const [line, digits, gone] = [
  milestone("line", "01-a", "02-b"),
  milestone("digits", "01-a", "03-c"),
  milestone("gone", "09-x"),
];

test("a milestone follows the last module that it needs of those that are shown", () => {
  const shown = [{ id: "01-a" }, { id: "02-b" }, { id: "03-c" }];
  const places = milestonesAfter(shown, [line, digits, gone]);
  expect([...places].map(([module, of]) => [module, of.map(({ id }) => id)])).toEqual([
    ["02-b", ["line"]],
    ["03-c", ["digits"]],
  ]);
  // A module that cannot be graded is not on the map.
  expect([...milestonesAfter(shown.slice(0, 2), [line, digits]).keys()]).toEqual(["02-b", "01-a"]);
});

test("one has a module for it once every test of what counts there passes, whatever lateness or a hand left of its points", () => {
  const grade = (module: string, score: number | null, maxScore: number | null) => ({ module, score, maxScore });
  expect(missingFor(line, [])).toEqual(["01-a", "02-b"]);
  expect(missingFor(line, [grade("01-a", 20, 20), grade("02-b", 19.5, 20)])).toEqual(["02-b"]);
  expect(missingFor(line, [grade("01-a", 100, 100), grade("02-b", null, null)])).toEqual(["02-b"]);
  expect(missingFor(line, [grade("01-a", 100, 100), grade("02-b", 100, 100), grade("03-c", 0, 100)])).toEqual([]);
});
