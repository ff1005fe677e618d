import { describe, expect, test } from "vitest";
import { exact, squareRoot, times } from "./approximate.ts";
import { type Expected, firstDifference } from "./first-difference.ts";

describe("firstDifference", () => {
  test.each<[unknown, Expected]>([
    [
      [1, [2, null]],
      [1, [exact(2), null]],
    ],
    [Math.fround(0.1), times(exact(0.1), 1)],
    [Math.fround(Math.SQRT2), squareRoot(exact(2))],
    [Number.NaN, Number.NaN],
    [-0, 0],
    [
      ["a", true],
      ["a", true],
    ],
  ])("%j is what %j expects", (received, expected) => {
    expect(firstDifference(received, expected)).toBe(null);
  });

  test.each<[unknown, Expected, string]>([
    [[1, 2], [1], "result must have 1 entries, got 2"],
    [{ length: 1, 0: 1 }, [1], "result must be a list"],
    [[[1], [3]], [[1], [2]], "result[1][0] must be 2 ± 0, got 3"],
    ["1", 1, "result must be a number"],
    [0.2, times(exact(0.1), 1), `result must be 0.1 ± ${2 * 2 ** -23 * 0.1}, got 0.2`],
    [undefined, null, "result must be null"],
    [1, true, "result must be true"],
    ["b", "a", 'result must be "a"'],
    [Number.NaN, 0, "result must be 0 ± 0, got NaN"],
    [3, times(exact(Number.POSITIVE_INFINITY), 1), "result must be Infinity ± 0, got 3"],
  ])("%j is not what %j expects", (received, expected, difference) => {
    expect(firstDifference(received, expected)).toBe(difference);
  });
});
