import type { SimilarPair } from "@tinytorch/api";
import { expect, test } from "vitest";
import { viewPair } from "./pair-view.ts";

const side = (name: string, files: Readonly<Record<string, string>>) => ({
  student: { id: crypto.randomUUID(), name },
  submissionId: crypto.randomUUID(),
  files,
});
const numbered = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word} ${index + 1}`).join("\n");
const pair: SimilarPair = {
  number: 2,
  reportId: crypto.randomUUID(),
  module: "01-echo",
  similarity: 0.789,
  shared: 30,
  left: side("ann", { "src/a.ts": numbered("left", 9) }),
  right: side("cem", { "src/b.ts": numbered("right", 20) }),
  regions: [
    { left: { path: "src/a.ts", from: 3, to: 4 }, right: { path: "src/b.ts", from: 10, to: 12 } },
    { left: { path: "src/a.ts", from: 8, to: 9 }, right: { path: "src/b.ts", from: 1, to: 1 } },
  ],
};

test("a pair is shown passage by passage, both sides beside each other, with a mark on what is alike", () => {
  const lines = viewPair(pair, 104).split("\n");
  expect(lines[0]).toBe("Pair 2 of 01-echo: ann and cem, 78 % alike, in 2 passages.");
  expect(lines[2]).toBe("A pointer for a person to look, never a mark.");
  const rows = lines.slice(4).map((line) => line.split("│").map((cell) => cell.trim()));
  expect(rows).toEqual([
    ["a  src/a.ts 3–4 of ann", "a  src/b.ts 10–12 of cem"],
    ["1 left 1", "8 right 8"],
    ["2 left 2", "9 right 9"],
    ["a     3 left 3", "a    10 right 10"],
    ["a     4 left 4", "a    11 right 11"],
    ["5 left 5", "a    12 right 12"],
    ["6 left 6", "13 right 13"],
    ["", "14 right 14"],
    [""],
    ["b  src/a.ts 8–9 of ann", "b  src/b.ts 1–1 of cem"],
    ["6 left 6", "b     1 right 1"],
    ["7 left 7", "2 right 2"],
    ["b     8 left 8", "3 right 3"],
    ["b     9 left 9", ""],
  ]);
  const bars = lines.slice(4).flatMap((line) => (line.includes("│") ? [line.indexOf("│")] : []));
  expect(new Set(bars).size).toBe(1);
});

test("in a narrow terminal one side is above the other, and no line is wider than it", () => {
  const long = { ...pair, left: side("ann", { "src/a.ts": `${numbered("left", 2)}\n${"漢".repeat(300)}\nend` }) };
  const lines = viewPair(long, 40).split("\n").slice(4);
  expect(lines.some((line) => line.includes("│"))).toBe(false);
  expect(lines.slice(0, 6)).toEqual([
    "a  src/a.ts 3–4 of ann",
    "      1 left 1",
    "      2 left 2",
    `a     3 ${"漢".repeat(15)}…`,
    "a     4 end",
    "a  src/b.ts 10–12 of cem",
  ]);
});

test("what a file holds moves no cursor, and a passage of a file that is gone leaves no hole", () => {
  const files = { "src/a.ts": "one\n\u001b[2Jtwo\u202e\nthree" };
  const odd = { ...pair, left: side("ann", files), right: side("cem", {}) };
  for (const columns of [40, 120]) {
    const shown = viewPair(odd, columns);
    expect(shown).not.toContain("\u001b[2J");
    expect(shown).not.toContain("\u202e");
    expect(shown).toContain("three");
  }
});
