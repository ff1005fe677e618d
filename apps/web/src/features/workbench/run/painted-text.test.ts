import { expect, test } from "vitest";
import { paintedText } from "./painted-text.ts";

test("a terminal's colours are pieces, and what it does not colour has none", () => {
  expect(paintedText("a \u001b[31mred\u001b[39m and \u001b[1mbold\u001b[22m")).toEqual([
    { text: "a ", colour: null },
    { text: "red", colour: "red" },
    { text: " and ", colour: null },
    { text: "bold", colour: null },
  ]);
  expect(paintedText("")).toEqual([]);
});
