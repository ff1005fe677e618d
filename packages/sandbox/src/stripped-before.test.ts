import { expect, test } from "vitest";
import type { SandboxSources } from "./messages.ts";
import { StrippedBefore } from "./stripped-before.ts";

test("only what has changed is stripped, what has a problem each time, and the order is that of the files", async () => {
  const asked: string[][] = [];
  const strip = async (files: SandboxSources) => {
    asked.push(Object.keys(files));
    return {
      files: Object.fromEntries(Object.entries(files).filter(([, text]) => text !== "enum")),
      problems: Object.keys(files)
        .filter((file) => files[file] === "enum")
        .map((file) => ({ file, line: 1, column: 1, message: "an enum" })),
    };
  };
  const before = new StrippedBefore();
  const texts = async (files: SandboxSources) => {
    const stripped = await before.strip(files, strip);
    return { files: Object.entries(stripped.files), problems: stripped.problems.map(({ file }) => file) };
  };
  expect(await texts({ a: "1", b: "enum", c: "3" })).toEqual({
    files: [
      ["a", "1"],
      ["c", "3"],
    ],
    problems: ["b"],
  });
  expect(await texts({ a: "1", b: "enum", c: "4" })).toEqual({
    files: [
      ["a", "1"],
      ["c", "4"],
    ],
    problems: ["b"],
  });
  expect(await texts({ a: "1", b: "2", c: "4" })).toEqual({
    files: [
      ["a", "1"],
      ["b", "2"],
      ["c", "4"],
    ],
    problems: [],
  });
  expect(await texts({ a: "1", b: "enum" })).toEqual({ files: [["a", "1"]], problems: ["b"] });
  expect(await texts({ a: "1" })).toEqual({ files: [["a", "1"]], problems: [] });
  expect(asked).toEqual([["a", "b", "c"], ["b", "c"], ["b"], ["b"]]);
});
