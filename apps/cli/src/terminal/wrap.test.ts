import { expect, test } from "vitest";
import { wrap } from "./wrap.ts";

test("lines are broken between words, at the terminal's width or at 100 columns", () => {
  expect(wrap("one two three four five six", 2, 22)).toEqual(["  one two three four", "  five six"]);
  expect(wrap("a".repeat(90), 5, 300)).toEqual([`     ${"a".repeat(90)}`]);
  expect(wrap(`${"a".repeat(90)} b c d`, 5, 300)).toEqual([`     ${"a".repeat(90)} b c`, "     d"]);
});

test("a word longer than a line goes on under itself, and a colour takes no room", () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
  expect(wrap(`x ${"a".repeat(45)}`, 3, 23)).toEqual([
    "   x",
    `   ${"a".repeat(20)}`,
    `   ${"a".repeat(20)}`,
    "   aaaaa",
  ]);
  expect(wrap(red("a".repeat(20)), 3, 23)).toEqual([`   ${red("a".repeat(20))}`]);
  expect(wrap("漢".repeat(12), 3, 23)).toEqual([`   ${"漢".repeat(10)}`, "   漢漢"]);
});
