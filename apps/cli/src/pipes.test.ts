// Lane: process

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./testing/copy-course.ts";
import { bareEnvironment, echoCourse, repository } from "./testing/run-tito.ts";

const program = join(import.meta.dirname, "main.ts");
const nobody = { TINYTORCH_URL: "http://127.0.0.1:4", TINYTORCH_TOKEN: "token" };

/** Runs `tito` while nobody reads one of its outputs; gives its exit code and what came out of the other. */
async function unread(output: "stdout" | "stderr", args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: repository,
    env: { ...bareEnvironment, ...nobody },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child[output].destroy();
  const [said, [code]] = await Promise.all([
    text(output === "stdout" ? child.stderr : child.stdout),
    once(child, "exit"),
  ]);
  return { code, said };
}

test.each([
  "--help | head -1",
  "starter 08 --check | head -c 1",
  "lab 08 --solution --json | head -1",
  "completion fish | head -1",
  "grades 2>&1 | head -c 1",
])("tito %s says what was asked and nothing else", async (line) => {
  const script = `set -o pipefail; "$0" "$1" ${line}`;
  const env = { ...bareEnvironment, ...nobody };
  const { PATH = "" } = process.env;
  const tito = [process.execPath, program];
  const run = spawn("bash", ["-c", script, ...tito], {
    cwd: repository,
    env: { ...env, PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(run.stdout), text(run.stderr)]);
  expect(stdout).not.toBe("");
  expect(stderr).toBe("");
});

describe("where nobody reads", () => {
  const course = ["--course", echoCourse];

  test.each([
    [["--help"]],
    [["starter", "08", "--check", "--json"]],
    [["verify", "01", "--quick", ...course]],
    [["lab", "08", "--solution", "--json"]],
    [["doctor"]],
  ])("its output, tito %j ends without a word", async (args) => {
    expect(await unread("stdout", args)).toEqual({ code: 0, said: expect.not.stringMatching(/EPIPE|^\s+at /m) });
  });

  test.each([
    [["xyzzy"], 2],
    [["grades"], 3],
    [["verify", "01", "--quick", "--json", ...course], 0],
  ])("what it says beside, tito %j works on to its end", async (args, code) => {
    const ended = await unread("stderr", args);
    expect(ended.code).toBe(code);
    if (code === 0) expect(JSON.parse(ended.said)).toMatchObject({ ok: true });
  });
});

test("a server goes on when nobody reads where it serves", async () => {
  const data = await temporaryFolder();
  const child = spawn(process.execPath, [program, "serve", "--port", "0", "--json", "--data", data], {
    env: { ...bareEnvironment, TINYTORCH_LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let log = "";
  for await (const line of child.stderr) {
    log += line;
    if (log.includes('"serving"')) break;
  }
  const address = /"address":"([^"]+)"/.exec(log)?.[1];
  await expect.poll(async () => (await fetch(`${address}/healthz`)).status, { timeout: 20_000 }).toBe(200);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});
