// Lane: process

import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { echoCourse } from "./testing/echo-course.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const main = join(import.meta.dirname, "main.ts");

/** Runs the program until it ends by itself, or stops it once it has said that it serves. */
async function run(environment: Record<string, string>, ...args: string[]) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, PORT: "0", TINYTORCH_GRADERS: "1", TINYTORCH_LOG_LEVEL: "warn", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (/sign in/.test(stdout)) child.kill("SIGTERM");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await once(child, "close");
  return { status: child.exitCode, stdout, stderr };
}

test("wrong settings end the start with a sentence each on stderr and status 2", async () => {
  expect(await run({ PORT: "http", TINYTORCH_GRADERS: "none" })).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'PORT: must be a whole number from 0 to 65535, got "http"\n' +
      'TINYTORCH_GRADERS: must be a whole number from 1 to 64, got "none"\n',
  });
});

test("an unknown argument ends the start with status 2", async () => {
  expect(await run({}, "--demonstrate")).toMatchObject({ status: 2, stdout: "" });
});

test("a folder that holds no course ends the start with a sentence and status 2", async () => {
  const folder = temporaryFolder();
  expect(await run({ TINYTORCH_COURSE: folder, TINYTORCH_DATA: join(folder, "data") })).toEqual({
    status: 2,
    stdout: "",
    stderr: `TINYTORCH_COURSE: must be a folder with modules and grading, got "${folder}"\n`,
  });
});

test("a demo of a course without the module it hands in ends the start with a sentence and status 2", async () => {
  const environment = { TINYTORCH_COURSE: echoCourse, TINYTORCH_DATA: temporaryFolder() };
  const { status, stdout, stderr } = await run(environment, "--demo");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^--demo: the course must have 08-optimizers, got a course without it in .*\n$/);
});

test("a server beyond loopback without bubblewrap refuses to start", async () => {
  const environment = {
    HOST: "0.0.0.0",
    PATH: "/nowhere",
    TINYTORCH_COURSE: echoCourse,
    TINYTORCH_DATA: temporaryFolder(),
  };
  const { status, stdout, stderr } = await run(environment);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(
    /^HOST: a server beyond loopback needs bubblewrap, got 0\.0\.0\.0 with isolate, process only;/,
  );
}, 60_000);

test("the demo really grades four submissions once, and shows the same grades at the next start", async () => {
  const folder = temporaryFolder();
  const first = await run({ TINYTORCH_DATA: folder }, "--demo");
  expect(first).toMatchObject({ status: 0, stderr: "" });
  const score = (text: string, name: string) => Number(new RegExp(`${name} .* (\\d+) / 100`).exec(text)?.[1]);
  expect(score(first.stdout, "reference")).toBe(100);
  expect(score(first.stdout, "starter")).toBe(0);
  for (const name of ["adam-without-bias-correction", "endless-loop"]) {
    expect(score(first.stdout, name)).toBeGreaterThan(0);
    expect(score(first.stdout, name)).toBeLessThan(100);
  }
  expect(statSync(join(folder, "tokens", "instructor")).mode & 0o777).toBe(0o600);

  const second = await run({ TINYTORCH_DATA: folder }, "--demo");
  const table = (text: string) => text.split("\n").filter((line) => line.includes("│"));
  expect(table(first.stdout)).toHaveLength(5);
  expect(table(second.stdout)).toEqual(table(first.stdout));
}, 120_000);
