import { expect, test } from "vitest";
import { firstPlace, placesIn } from "./place.ts";

const files = new Set(["src/train.ts", "src/index.ts", "src/deep/er/x.ts"]);

test("the innermost place in the submission's own files is found, and none in a package that is named alike", () => {
  const stack = `TypeError: no
    at add (@tinytorch/tensor/src/index.ts:1:99)
    at step (src/train.ts:12:7)
    at src/deep/er/x.ts:3
    at suite-function:1:1`;
  expect(placesIn(stack, files)).toEqual([
    { file: "src/train.ts", line: 12, column: 7 },
    { file: "src/deep/er/x.ts", line: 3, column: 1 },
  ]);
});

test("what a message says is no place, nor is line 0 or a file that was not handed in", () => {
  for (const stack of [
    "Error: see src/train.ts:5",
    "Error: x\n    at f (src/train.ts:0:1)",
    "Error: x\n    at f (src/other.ts:1:1)",
    "Error: x\n    at f (../src/train.ts:1:1)",
    "    at f (src/train.ts:99999999)",
  ]) {
    expect(firstPlace(stack, files)).toBe(null);
  }
});
