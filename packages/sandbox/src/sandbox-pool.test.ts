// Lane: process

import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { SandboxPool } from "./sandbox-pool.ts";

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
