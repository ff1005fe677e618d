import type { SimilarityReport } from "@tinytorch/api";
import { expect, test } from "vitest";
import { viewReport } from "./report-view.ts";

const person = (name: string) => ({ id: crypto.randomUUID(), name });
const side = (name: string) => ({ student: person(name), submissionId: crypto.randomUUID() });
const report: SimilarityReport = {
  id: crypto.randomUUID(),
  module: "01-echo",
  which: "latest",
  threshold: 30,
  commonPercent: 25,
  startedBy: person("teacher"),
  startedAt: "2026-11-30T10:00:00.000Z",
  state: "done",
  endedAt: "2026-11-30T10:00:09.000Z",
  problem: null,
  submissions: 500,
  progress: null,
  pairs: [{ number: 1, left: side("ann"), right: side("cem"), similarity: 0.999, shared: 40, regions: 3 }],
  unlisted: 7,
  unread: [{ ...side("dan"), path: "src/a.ts", problem: "src/a.ts is not TypeScript from line 3 on." }],
};

test("a report lists its pairs, what was ignored, what could not be read, and that a pair is no mark", async () => {
  const lines = (await viewReport(report)).split("\n");
  expect(lines[0]).toMatch(/ of 01-echo, .* by teacher: 500 submissions, each student's latest\.$/);
  expect(lines.find((line) => line.includes("ann"))).toMatch(/│ 1 +│ ann +│ cem +│ 99 % +│ 3 +│/);
  expect(lines.slice(-5)).toEqual([
    "7 more pairs are at least 30 % alike: compare with a higher --threshold.",
    "Ignored: the starter, and what more than 25 % of the submissions (and more than five) have in common.",
    "A pair is a pointer for a person to look, never a mark: `tito similar 01-echo --show 1`.",
    "Not compared as it should be:",
    "  dan: src/a.ts is not TypeScript from line 3 on.",
  ]);
});

test.each([
  [{ state: "running", progress: { read: 120, total: 500, comparing: false } }, "It is running: 120 of 500 read."],
  [{ state: "failed", problem: "It broke." }, "It failed: It broke."],
  [{ state: "cancelled" }, "It was cancelled before it found anything."],
  [{ state: "interrupted" }, "The server ended meanwhile: start it again with `tito similar 01-echo --start`."],
  [{ pairs: [], unlisted: 0, unread: [] }, "No pair is at least 30 % alike, or as alike as was asked for."],
] satisfies [Partial<SimilarityReport>, string][])("a report that is %j says so", async (changes, sentence) => {
  expect((await viewReport({ ...report, ...changes })).split("\n")[1]).toBe(sentence);
});
