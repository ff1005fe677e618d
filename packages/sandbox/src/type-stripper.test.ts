// Lane: process

import { readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { sandboxCommand } from "./layers.ts";
import { TypeStripper } from "./type-stripper.ts";

const stripper = new TypeStripper(await sandboxCommand(60, { jail: "process" }));
afterAll(() => stripper.close());

const unhurried = 60_000;
const files = { "src/a.ts": "export const a: number = 1;" };
const stripped = { type: "stripped", files: { "src/a.ts": "export const a         = 1;" } };

/** The sandbox processes that this one has started. */
function parsers(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("child.cjs");
      } catch {
        return false;
      }
    })
    .map(Number);
}

test("types go, and everything else stays where it was", async () => {
  expect(await stripper.strip(files, unhurried)).toEqual(stripped);
});

test("what is not TypeScript that can be stripped says so, and the next submission is served", async () => {
  const reply = await stripper.strip({ "src/a.ts": "export enum A { B }" }, unhurried);
  expect(reply).toMatchObject({ type: "failure", kind: "threw" });
  expect(await stripper.strip(files, unhurried)).toEqual(stripped);
});

test("a parser that is stopped from outside is no failure of the submission", async ({ skip }) => {
  if (process.platform !== "linux") return skip("not run: processes are found by /proc");
  await stripper.strip(files, unhurried);
  const running = parsers();
  expect(running).toHaveLength(1);
  for (const pid of running) process.kill(pid, "SIGSTOP");
  expect(await stripper.strip(files, 2_000)).toEqual(stripped);
});

test("once closed it strips no more, and leaves no process", async () => {
  const own = new TypeStripper(await sandboxCommand(60, { jail: "process" }));
  await own.close();
  await expect(own.strip(files, unhurried)).rejects.toThrow("types must be stripped before the pool is closed");
});
