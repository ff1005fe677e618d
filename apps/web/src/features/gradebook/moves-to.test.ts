import { expect, test } from "vitest";
import { movesTo } from "./moves-to.ts";

const last = { row: 499, column: 11 };
const at = { row: 3, column: 4 };
const go = (key: string, from = at, ctrlKey = false) => movesTo({ key, ctrlKey, metaKey: false }, from, last, 20);

test("arrows go a cell on, with Control to the edge, and never beyond it", () => {
  expect([go("ArrowUp"), go("ArrowDown"), go("ArrowLeft"), go("ArrowRight")]).toEqual([
    { row: 2, column: 4 },
    { row: 4, column: 4 },
    { row: 3, column: 3 },
    { row: 3, column: 5 },
  ]);
  expect(go("ArrowUp", { row: -1, column: 0 })).toEqual({ row: -1, column: 0 });
  expect(go("ArrowDown", last)).toEqual(last);
  expect(go("ArrowRight", at, true)).toEqual({ row: 3, column: 11 });
  expect(go("ArrowDown", at, true)).toEqual({ row: 499, column: 4 });
});

test("pages, ends and the corners are reached, and any other key is left to whoever else wants it", () => {
  expect(go("PageDown")).toEqual({ row: 23, column: 4 });
  expect(go("PageUp")).toEqual({ row: 0, column: 4 });
  expect([go("Home"), go("End")]).toEqual([
    { row: 3, column: 0 },
    { row: 3, column: 11 },
  ]);
  expect([go("Home", at, true), go("End", at, true)]).toEqual([{ row: 0, column: 0 }, last]);
  expect(go("Enter")).toBeUndefined();
});
