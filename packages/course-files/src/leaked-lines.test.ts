import { expect, test } from "vitest";
import { leakedLines } from "./leaked-lines.ts";

const solution = new Map([
  [
    "sgd.ts",
    [
      "for (const parameter of parameters) {",
      "// BEGIN SOLUTION",
      "// TODO: step",
      "for (const parameter of parameters) {",
      "const velocity = momentum * previous + gradient;",
      "}",
      "// END SOLUTION",
    ].join("\n"),
  ],
]);

test("a line that only a solution region has is a leak, in whichever file it is", () => {
  const starter = new Map([["adam.ts", "\n  const velocity = momentum * previous + gradient;\n"]]);
  expect(leakedLines(solution, starter)).toEqual([
    { path: "adam.ts", line: 2, text: "const velocity = momentum * previous + gradient;" },
  ]);
});

test("a line that also stands outside the regions, and a bracket, give nothing away", () => {
  expect(leakedLines(solution, new Map([["sgd.ts", "for (const parameter of parameters) {\n}\n"]]))).toEqual([]);
});
