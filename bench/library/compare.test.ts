import { expect, test } from "vitest";
import { distance } from "./compare.ts";

const at = (...values: number[]) => Float64Array.from(values);

test("results that are equal are at distance 0, also when all is 0", () => {
  expect(distance(at(1, 2), at(1, 2))).toBe(0);
  expect(distance(at(0, 0), at(0, 0))).toBe(0);
});

test("the distance is relative to the reference, whatever its size", () => {
  expect(distance(at(3, 4.5), at(3, 4))).toBeCloseTo(0.1);
  expect(distance(at(3e9, 4.5e9), at(3e9, 4e9))).toBeCloseTo(0.1);
});

test("NaN, other lengths, and anything in place of zeros are infinitely far", () => {
  expect(distance(at(Number.NaN, 2), at(1, 2))).toBe(Number.POSITIVE_INFINITY);
  expect(distance(at(1), at(1, 2))).toBe(Number.POSITIVE_INFINITY);
  expect(distance(at(1, 0), at(0, 0))).toBe(Number.POSITIVE_INFINITY);
});
