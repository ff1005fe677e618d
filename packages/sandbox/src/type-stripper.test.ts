// Lane: process

import { readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { sandboxCommand } from "./layers.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import { TypeStripper } from "./type-stripper.ts";

const stripper = new TypeStripper(await sandboxCommand(60, { jail: "process" }));
afterAll(() => stripper.close());

const unheard = () => {};
const files = { "src/a.ts": "export const a: number = 1;" };
const stripped = { type: "stripped", files: { "src/a.ts": "export const a         = 1;" }, problems: [] };

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
  expect(await stripper.strip(files, unheard)).toEqual(stripped);
});

test("what is not TypeScript that can be stripped says so, each file at its place, and the next submission is served", async () => {
  const sources: Readonly<Record<string, string>> = {
    "src/enum.ts": "\nexport enum A { B }",
    "src/property.ts": "class A {\n  constructor(private x: number) {}\n}",
    "src/namespace.ts": "namespace N { export const a = 1; }",
    "src/cast.ts": "const a = <number>b;",
    "src/require.ts": 'import fs = require("fs");',
    "src/stray.ts": "function f() {\n}\n  }\n",
  };
  const reply = await stripper.strip({ ...sources, ...files }, unheard);
  expect(reply).toEqual({
    type: "stripped",
    files: stripped.files,
    problems: [
      { file: "src/enum.ts", line: 2, column: 8, message: expect.stringContaining("`const Mode = {") },
      { file: "src/property.ts", line: 2, column: 23, message: expect.stringContaining("`this.rate = rate;`") },
      { file: "src/namespace.ts", line: 1, column: 1, message: expect.stringContaining("a file of their own") },
      { file: "src/cast.ts", line: 1, column: 11, message: expect.stringContaining("`value as T`") },
      { file: "src/require.ts", line: 1, column: 1, message: expect.stringContaining("`import { name } from") },
      {
        file: "src/stray.ts",
        line: 3,
        column: 3,
        message: expect.stringMatching(/^syntax error at `}`: [^\n]*one too many/),
      },
    ],
  });
  expect(await stripper.strip(files, unheard)).toEqual(stripped);
});

test("a parser that is stopped from outside is no failure of the submission", async ({ skip }) => {
  if (process.platform !== "linux") return skip("not run: processes are found by /proc");
  await stripper.strip(files, unheard);
  const running = parsers();
  expect(running).toHaveLength(1);
  for (const pid of running) process.kill(pid, "SIGSTOP");
  expect(await stripper.strip(files, unheard)).toEqual(stripped);
});

test("parsers that are killed one after another are the machinery's failure, and the next submission is served", async ({
  skip,
}) => {
  if (process.platform !== "linux") return skip("not run: processes are found by /proc");
  await stripper.strip(files, unheard);
  const notices: SandboxNotice[] = [];
  for (const pid of parsers()) process.kill(pid, "SIGSTOP");
  const kills = setInterval(() => {
    for (const pid of parsers()) process.kill(pid, "SIGKILL");
  }, 10);
  await expect(stripper.strip(files, (notice) => notices.push(notice))).rejects.toThrow(/^sandbox: /);
  clearInterval(kills);
  for (const { blame } of notices) expect(blame).toBe("machine");
  expect(await stripper.strip(files, unheard)).toEqual(stripped);
});

test("once closed it strips no more, and leaves no process", async () => {
  const own = new TypeStripper(await sandboxCommand(60, { jail: "process" }));
  await own.close();
  await expect(own.strip(files, unheard)).rejects.toThrow("types must be stripped before the pool is closed");
});
