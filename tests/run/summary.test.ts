import { expect, test } from "vitest";
import type { LaneReport } from "./lane-report.ts";
import { slowestFiles, sumOf, type TimedTask, timesOf } from "./summary.ts";

const report = (numbers: Partial<LaneReport>): LaneReport => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  failures: [],
  files: [],
  conforming: { wasm: 0, js: 0 },
  ...numbers,
});

test("the tests of every report count, whichever lane and package left it", () => {
  const reports = [report({ passed: 3, skipped: 1, conforming: { wasm: 2, js: 1 } }), report({ passed: 4, failed: 2 })];
  expect(sumOf(reports)).toEqual({ passed: 7, failed: 2, skipped: 1, wasm: 2, js: 1 });
});

test("the longest tasks come first, and say whether they ran", () => {
  const task = (taskId: string, seconds: number, rest: Partial<TimedTask> = {}): TimedTask => ({
    taskId,
    command: "vitest run",
    cache: { status: "MISS" },
    execution: { startTime: 1000, endTime: 1000 + 1000 * seconds, exitCode: 0 },
    ...rest,
  });
  const tasks = [
    task("a#pure", 0.1, { cache: { status: "HIT" } }),
    task("a#source", 0, { command: "<NONEXISTENT>" }),
    task("b#clock", 12.34),
    task("c#pure", 3, { execution: { startTime: 0, endTime: 3000, exitCode: 1 } }),
  ];
  expect(timesOf(tasks)).toEqual([
    "  12.3 s  b#clock",
    "   3.0 s  c#pure  FAILED",
    "   0.1 s  a#pure  (as before: nothing that it depends on changed)",
  ]);
});

test("the slowest files of all reports are told, so many as are asked for", () => {
  const file = (name: string, seconds: number) => ({ file: name, project: "pure", seconds });
  const reports = [
    report({ files: [file("a.test.ts", 1), file("b.test.ts", 0.5)] }),
    report({ files: [file("c.test.ts", 2)] }),
  ];
  expect(slowestFiles(reports, 2)).toEqual(["   2.0 s  c.test.ts (pure)", "   1.0 s  a.test.ts (pure)"]);
});
