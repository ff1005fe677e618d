import { expect, test } from "vitest";
import { downsample } from "./downsample.ts";

test("few values are all kept", () => {
  expect(downsample([3, 1, 2], 1)).toEqual([0, 1, 2]);
});

test("of many, each column keeps its first, last, smallest and largest: no spike is lost", () => {
  const values = Array.from({ length: 10_000 }, (_, index) => Math.sin(index / 500));
  values[1234] = 100;
  values[7777] = -100;
  const kept = downsample(values, 50);
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(kept).toEqual([...kept].sort((a, b) => a - b));
  expect(kept).toEqual(expect.arrayContaining([0, 1234, 7777, 9999]));
});

test("a value that is missing never counts as the smallest or the largest", () => {
  const values = [null, null, 5, null, 7, 1, null, 6, null, null];
  expect(downsample(values, 1)).toEqual([0, 4, 5, 9]);
});
