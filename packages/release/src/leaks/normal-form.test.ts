import { expect, test } from "vitest";
import { longNumbers, normalForm } from "./normal-form.ts";

test.each([
  ["blanks", "x.add( y )", "x.add(y)"],
  ["the kind of quotes", "f('a')", 'f("a")'],
  ["quotes of a template", "f(`a`)", 'f("a")'],
  ["the zero before a point", "x * 0.5", "x*.5"],
  ["escapes of JSON", String.raw`f(\"a\");\n`, 'f("a");'],
  ["letters by their numbers", String.raw`\u03b8`, "θ"],
])("%s make no difference", (_, written, alike) => {
  expect(normalForm(written)).toBe(normalForm(alike));
});

test("a zero that is part of a number stays", () => {
  expect(normalForm("10.5")).not.toBe(normalForm("1.5"));
});

test("numbers of seven digits and more are long, however they are written", () => {
  expect(longNumbers("[0.12345678, .12345678, 1_234_567.5, 1e-7, 0.000001, 1000000, 3.14159]")).toEqual([
    "0.12345678",
    "0.12345678",
    "1234567.5",
  ]);
});
