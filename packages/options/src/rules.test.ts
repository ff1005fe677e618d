import { describe, expect, test } from "vitest";
import {
  count,
  finite,
  flag,
  fraction,
  nonNegative,
  type OptionsOf,
  oneOf,
  positive,
  readOptions,
  requireEach,
  requireKnown,
  share,
} from "./rules.ts";

const table = {
  size: count,
  rate: nonNegative.or(0.5),
  mode: oneOf("up", "down").or("up"),
};

const read = (given: Partial<OptionsOf<typeof table>>) => readOptions("op", table, given);

describe("options", () => {
  test("those left out or undefined take their default", () => {
    expect(read({ size: 2 })).toEqual({ size: 2, rate: 0.5, mode: "up" });
    expect(readOptions("op", { rate: finite.or(1) }, JSON.parse("{}"))).toEqual({ rate: 1 });
  });

  test.each([
    [{}, "op: size must be a whole number ≥ 1, got undefined"],
    [{ size: 1, rate: -1 }, "op: rate must be a number ≥ 0, got -1"],
    [JSON.parse('{ "size": 1, "mode": "left" }'), "op: mode must be one of up, down, got left"],
    [JSON.parse('{ "size": "3" }'), "op: size must be a whole number ≥ 1, got 3"],
    [JSON.parse('{ "size": 1, "rat": 3 }'), "op: unknown option rat; did you mean rate?"],
    [JSON.parse('{ "size": 1, "Mode": "up" }'), "op: unknown option Mode; did you mean mode?"],
    [JSON.parse("[]"), "op: options must be an object, got []"],
    [JSON.parse('"up"'), "op: options must be an object, got up"],
    [JSON.parse('{ "size": [2, 3] }'), "op: size must be a whole number ≥ 1, got [2, 3]"],
    [JSON.parse('{ "size": 1, "lr": 3 }'), "op: unknown option lr; there are size, rate, mode"],
  ])("%j is refused", (given, message) => {
    expect(() => read(given)).toThrow(new RangeError(message));
  });
});

test.each([
  ["a whole number ≥ 1", count, [1, 2], [0, 1.5, Number.NaN, Number.POSITIVE_INFINITY]],
  ["a number ≥ 0", nonNegative, [0, 0.5], [-1e-9, Number.NaN, Number.POSITIVE_INFINITY]],
  ["a number > 0", positive, [1e-9], [0, Number.NaN, Number.POSITIVE_INFINITY]],
  ["a number", finite, [-1, 0], [Number.NaN, Number.NEGATIVE_INFINITY]],
  ["in [0, 1)", fraction, [0, 0.5], [1, -0.1, Number.NaN]],
  ["in [0, 1]", share, [0, 1], [1.1, -0.1, Number.NaN]],
])("%s", (words, rule, good, bad) => {
  for (const value of good) requireEach("op", rule, { value });
  for (const value of bad)
    expect(() => requireEach("op", rule, { value })).toThrow(`op: value must be ${words}, got ${value}`);
});

test.each([
  ["lr", ["learningRate", "momentum"], "did you mean learningRate?"],
  ["label_smoothing", ["weight", "labelSmoothing"], "did you mean labelSmoothing?"],
  ["reducion", ["reduction"], "did you mean reduction?"],
  ["batchsize", ["batchSize", "shuffle"], "did you mean batchSize?"],
  ["ceilMode", ["stride", "padding"], "there are stride, padding"],
  ["dim", ["keepdim"], "there is keepdim"],
])("an option %s beside %j: %s", (given, names, help) => {
  const options = Object.fromEntries([[given, 1]]);
  expect(() => requireKnown("op", names, options)).toThrow(new RangeError(`op: unknown option ${given}; ${help}`));
});

test("true or false", () => {
  requireEach("op", flag, { on: true, off: false });
  expect(() => requireEach("op", flag, JSON.parse('{ "on": 1 }'))).toThrow("op: on must be true or false, got 1");
});
