// Lane: process

import { readdirSync, readFileSync } from "node:fs";
import { setImmediate, setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { sandboxCommand } from "./layers.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import { TypeStripper } from "./type-stripper.ts";

const command = await sandboxCommand(60, { jail: "process" });
const stripper = new TypeStripper(command);
afterAll(() => stripper.close());

const unheard = { onNotice: () => {} };
const files = { "src/a.ts": "export const a: number = 1;" };
/** An ordinary file that takes a while, and time enough for it. */
const long = Array.from({ length: 50_000 }, (_, index) => `export const a${index}: number = ${index};`).join("\n");
const limits = { fileMilliseconds: 60_000, submissionMilliseconds: 60_000 };
const stripped = { files: { "src/a.ts": "export const a         = 1;" }, problems: [] };

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

async function until(count: number): Promise<void> {
  while (parsers().length !== count) await setTimeout(20);
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
  await expect(stripper.strip(files, { onNotice: (notice) => notices.push(notice) })).rejects.toThrow(/^sandbox: /);
  clearInterval(kills);
  for (const { blame } of notices) expect(blame).toBe("machine");
  expect(await stripper.strip(files, unheard)).toEqual(stripped);
});

test("who comes while the parser is busy is served by another beside it, which ends afterwards", async ({ skip }) => {
  if (process.platform !== "linux") return skip("not run: processes are found by /proc");
  await until(1);
  const [shared] = parsers();
  const own = new TypeStripper(command, { limits });
  await own.strip(files, unheard);
  const [busy = Number.NaN] = parsers().filter((pid) => pid !== shared);
  // However soon it would be done: not before the other one.
  const stops = setInterval(() => process.kill(busy, "SIGSTOP"), 1);
  const ended: string[] = [];
  const first = own.strip({ "src/long.ts": long }, unheard).finally(() => ended.push("first"));
  const neighbour = own.strip(files, unheard).finally(() => ended.push("neighbour"));
  expect(await neighbour).toEqual(stripped);
  clearInterval(stops);
  process.kill(busy, "SIGCONT");
  expect((await first).problems).toEqual([]);
  expect(ended).toEqual(["neighbour", "first"]);
  await until(2);
  await own.close();
});

test("however many come at once, few are read beside each other, and each gets its own", async ({ skip }) => {
  if (process.platform !== "linux") return skip("not run: processes are found by /proc");
  await until(1);
  const own = new TypeStripper(command, { patienceMilliseconds: 0 });
  let most = 0;
  const counting = setInterval(() => {
    most = Math.max(most, parsers().length);
  }, 5);
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const all = await Promise.all(numbers.map((each) => own.strip({ "src/a.ts": `${each} as number;` }, unheard)));
  clearInterval(counting);
  expect(all.map((each) => each.files["src/a.ts"]?.trim())).toEqual(numbers.map((each) => `${each}          ;`));
  // Three of its own, and the one that the other tests share.
  expect(most).toBe(3 + 1);
  await until(2);
  await own.close();
});

test("a run that is cancelled ends the parser that is at work for it, and the next submission is served", async () => {
  const own = new TypeStripper(command, { limits });
  await own.strip(files, unheard);
  const notices: SandboxNotice[] = [];
  const run = new AbortController();
  const cancelled = own.strip(
    { ...files, "src/long.ts": long },
    { onNotice: (notice) => notices.push(notice), signal: run.signal },
  );
  await setImmediate();
  run.abort();
  expect(Object.keys((await cancelled).files)).not.toContain("src/long.ts");
  expect(notices).toEqual([]);
  expect(await own.strip(files, unheard)).toEqual(stripped);
  await own.close();
});

test("once closed it strips no more, and leaves no process", async () => {
  const own = new TypeStripper(command);
  await own.close();
  await expect(own.strip(files, unheard)).rejects.toThrow("types must be stripped before the pool is closed");
});
