import { describe, expect, test } from "vitest";
import { forEachRow } from "./rows.ts";

function visits(shape: number[], ...strides: number[][]): { at: number[]; length: number; steps: number[] }[] {
  const found: { at: number[]; length: number; steps: number[] }[] = [];
  const layouts = strides.map((own) => ({ shape, strides: own, offset: 0 }));
  forEachRow(layouts.slice(0, -1), layouts[layouts.length - 1], (length, at, steps) => {
    found.push({ at: [...at], length, steps: [...steps] });
  });
  return found;
}

describe("forEachRow", () => {
  test("contiguous operands are one long row", () => {
    expect(visits([2, 3, 4], [12, 4, 1], [12, 4, 1])).toEqual([{ at: [0, 0], length: 24, steps: [1, 1] }]);
  });

  test("a repeated row is visited once for each repetition", () => {
    expect(visits([2, 3], [0, 1], [3, 1])).toEqual([
      { at: [0, 0], length: 3, steps: [1, 1] },
      { at: [0, 3], length: 3, steps: [1, 1] },
    ]);
  });

  test("dimensions that only some operands can merge stay apart", () => {
    expect(visits([2, 2], [2, 1], [1, 2]).map(({ at }) => at)).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });

  test("a scalar is a row of one; an empty shape has no rows", () => {
    expect(visits([], [])).toEqual([{ at: [0], length: 1, steps: [0] }]);
    expect(visits([3, 0], [0, 1])).toEqual([]);
  });
});
