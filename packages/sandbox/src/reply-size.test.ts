import { expect, test } from "vitest";
import { encodePlainData } from "./plain-data.ts";
import { fitsBounds } from "./reply-size.ts";

const encode = (value: unknown) => encodePlainData(value, { bytes: 10_000_000, depth: 1_000 });
const fits = (value: unknown, values: number, depth = 8) => fitsBounds(encode(value), { values, depth });

test("leaves and containers count one each", () => {
  const value = {
    trace: [
      [1, 2],
      [3, 4],
    ],
    name: "sgd",
  };
  expect(fits(value, 12)).toBe(true);
  expect(fits(value, 8)).toBe(false);
  expect(fits(7, 1)).toBe(true);
});

test("a typed array counts its elements, whatever their width", () => {
  for (const values of [new Float32Array(1_000), new Float64Array(1_000), new Uint8ClampedArray(1_000)]) {
    expect(fits(values, 1_010)).toBe(true);
    expect(fits(values, 990)).toBe(false);
  }
});

test("text counts by its length, quotes and backslashes in it included", () => {
  expect(fits(`${'"\\'.repeat(2_000)}[[[[[[[[[[`, 1_100)).toBe(true);
  expect(fits("x".repeat(9_000), 1_000)).toBe(false);
});

test("brackets inside texts nest nothing, and special values are leaves", () => {
  expect(fits(["[[[[{{{{", [Number.NaN, undefined, new Float32Array(2)]], 20, 2)).toBe(true);
  expect(fits([[[]]], 20, 2)).toBe(false);
});

test("a key that looks special is an object like any other", () => {
  expect(fits([{ $: "NaN" }], 20, 1)).toBe(false);
});

test("what is no encoded data at all is not counted for ever", () => {
  for (const text of ["", '"', '{"$":"', '{"$":"Float32Array","base64":"', '"\\', "]]]]"]) {
    expect(fitsBounds(text, { values: 20, depth: 8 })).toBe(true);
  }
});
