import { expect, test } from "vitest";
import { hasMoreMarks } from "./json-marks.ts";

const marks = (json: string) => {
  let most = 0;
  while (hasMoreMarks(Buffer.from(json), most)) most += 1;
  return most;
};

test.each([
  ["", 0],
  [' {\n\t"a" : 1 } ', 5],
  ['"{[,:"', 1],
  [String.raw`["a\"],[\\", "\\"]`, 5],
  ['"never ends \\"', 1],
  ['"语[,"', 1],
])("of %j what stands outside strings is counted, a string as one", (json, expected) => {
  expect(marks(json)).toBe(expected);
});
