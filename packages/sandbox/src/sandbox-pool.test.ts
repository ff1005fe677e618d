// Lane: process

import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { SandboxPool } from "./sandbox-pool.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import { SubmissionSession } from "./submission-session.ts";

const pool = await SandboxPool.open({
  packages: {},
  memoryMegabytes: 64,
  replyBytes: 10_000,
  cpuSeconds: 60,
  warm: 1,
  jail: "process",
});
afterAll(() => pool.close());

/** Processes that this one has started and that have not ended. */
function children(): number {
  const table = execFileSync("ps", ["-A", "-o", "ppid=,stat=,comm="], { encoding: "utf8" });
  const own = table.split("\n").filter((row) => row.trim().split(/\s+/)[0] === String(process.pid));
  return own.filter((row) => !/\sps$|\sZ/.test(row)).length;
}

async function until(count: number): Promise<void> {
  while (children() !== count) await setTimeout(20);
}

test("what is kept ready does not grow with the number of limits: it follows the one last asked for", async () => {
  // The parser, what seals the first suite's functions and rests after a run, and one sandbox for the limit it was opened with.
  await until(3);
  for (const memoryMegabytes of [64, 96, 128, 64]) {
    const process = await pool.take(memoryMegabytes);
    pool.refill();
    expect(process.closed).toBe(false);
    await until(3);
    process.close();
    await until(2);
  }
});

test("a process with packages of its own is given beside those that are ready", async () => {
  await until(2);
  const own = await pool.take(64, { "@tinytorch/own/src/index.ts": "export const answer = 42;" });
  const load = {
    type: "load" as const,
    files: { "src/index.ts": 'import { answer } from "@tinytorch/own";\nexport const mine = answer;' },
    entry: "src/index.ts",
    exports: ["mine"],
    problems: [],
    allowedImports: ["@tinytorch/own"],
    fileImports: {},
    types: {},
    ownPackages: {},
    withheld: { module: "01-own", names: [] },
    seed: 1,
    consoleBytes: 100,
    milliseconds: 1_000,
  };
  expect(await own.exchange(load, 1_000)).toEqual({ type: "loaded", problems: [] });
  expect(children()).toBe(3);
  own.close();
  const usual = await pool.take(64);
  expect(await usual.exchange(load, 1_000)).toMatchObject({
    type: "loaded",
    problems: [{ file: "src/index.ts", line: 1, column: 24 }],
  });
  usual.close();
});

/** Counts, in what is common to its whole realm, how often it was evaluated there. */
const counting = {
  files: { "src/index.ts": "globalThis.seen = (globalThis.seen ?? 0) + 1;\nexport const seen = globalThis.seen;" },
  entry: "src/index.ts",
  exports: ["seen"],
  allowedImports: [],
  seed: 1,
  limits: {
    testMilliseconds: 1_000,
    runMilliseconds: 10_000,
    memoryMegabytes: 64,
    consoleBytes: 100,
    replyBytes: 1_000,
    replyDepth: 10,
  },
};

test("a process serves one submission, or as many as are asked for, each in an isolate of its own", async () => {
  const options = {
    packages: {},
    memoryMegabytes: 64,
    replyBytes: 10_000,
    cpuSeconds: 60,
    warm: 1,
    jail: "process",
  } as const;
  for (const submissionsEach of [1, 3]) {
    const own = await SandboxPool.open({ ...options, submissionsEach });
    const served: SandboxProcess[] = [];
    for (let round = 0; round < 4; round++) {
      const process = await own.take(64);
      served.push(process);
      own.giveBack(process, 64);
    }
    // The engine ends (SIGTRAP) once in some hundred times that an isolate takes another's place; the process is replaced then, so
    // that one may serve fewer, and never more.
    const uses = [...Map.groupBy(served, (each) => each).values()].map(({ length }) => length);
    expect(Math.max(...uses)).toBeLessThanOrEqual(submissionsEach);
    expect(uses.length < served.length, "some serve again").toBe(submissionsEach > 1);
    for (let round = 0; round < 3; round++) {
      const session = new SubmissionSession(own, counting);
      expect(await session.evaluate("({ seen }) => seen", [])).toEqual({ type: "value", value: "1" });
      await session.close();
    }
    await own.close();
  }
});
