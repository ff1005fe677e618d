import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { broadcastShapes, stridesOf } from "../src/index.ts";

describe("stridesOf", () => {
  test("[2, 3]: a row is 3 places long, so the strides are [3, 1]", () => {
    expect(stridesOf([2, 3])).toEqual([3, 1]);
  });

  test("[2, 3, 4]: 3 · 4 = 12 places to the next table, 4 to the next row, 1 to the next number", () => {
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
  });

  test("[5] has the strides [1], and [] has none", () => {
    expect([stridesOf([5]), stridesOf([])]).toEqual([[1], []]);
  });
});

describe("broadcastShapes", () => {
  test("[2, 3] and [3]: aligned at the end, the 3 meets the 3, so [2, 3]", () => {
    expect(broadcastShapes([2, 3], [3])).toEqual([2, 3]);
  });

  test("[4, 1] and [5]: 1 meets 5, 4 meets nothing, so [4, 5]", () => {
    expect(broadcastShapes([4, 1], [5])).toEqual([4, 5]);
  });

  test("[5, 1, 3] and [4, 1]: both are stretched, to [5, 4, 3]", () => {
    expect(broadcastShapes([5, 1, 3], [4, 1])).toEqual([5, 4, 3]);
  });

  test("a shape without dimensions fits everything: [] and [2] give [2]", () => {
    expect(broadcastShapes([], [2])).toEqual([2]);
  });

  test("[2, 3] and [2]: 3 meets 2, which is refused", () => {
    expect(refusal(() => broadcastShapes([2, 3], [2]))).toBe(
      "broadcastShapes: shapes must be equal or 1, aligned at the end, got [2, 3] and [2]",
    );
  });
});
