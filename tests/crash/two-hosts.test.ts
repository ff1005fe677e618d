// Lane: process

import { execFile } from "node:child_process";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "@tinytorch/test-harness";
import { expect, onTestFinished, test } from "vitest";
import { openHosts } from "./hosts.ts";

const program = join(import.meta.dirname, "two-hosts.ts");

test("two graders on machines of their own grade what the demo hands in to, one of them with its line gone for a while", async () => {
  const before = Object.keys(networkInterfaces());
  const { launcher, close, ...described } = openHosts();
  onTestFinished(close);
  expect(Object.keys(networkInterfaces())).toEqual(before);
  const folder = temporaryFolder();
  const [command = "", ...words] = [...launcher, process.execPath, program, folder, JSON.stringify(described)];
  const { stdout } = await promisify(execFile)(command, words);
  const { handedIn, kept, scores } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  for (const count of handedIn) expect(count).toBeGreaterThan(0);
  expect(kept).toEqual({ submissions: 18, runs: 18, broken: [] });
  expect(scores).toEqual(new Array(18).fill(100));
}, 300_000);
