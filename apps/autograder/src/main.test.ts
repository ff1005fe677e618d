// Lane: process

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { echoCourse } from "./testing/echo-course.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const main = join(import.meta.dirname, "main.ts");

/** pino's level of what the machine did to a run, which is tried again. */
const warning = 40;

function logged(stderr: string): readonly { readonly level: number }[] {
  return stderr
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Runs the program until it ends by itself, or stops it once it has said that it serves. */
async function run(environment: Record<string, string>, ...args: string[]) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH,
      NODE_COMPILE_CACHE,
      PORT: "0",
      TINYTORCH_GRADERS: "1",
      TINYTORCH_PAGES: "none",
      TINYTORCH_LOG_LEVEL: "warn",
      ...environment,
    },
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

test("a variable that is called like a setting and is none is a warning at the start, without its value", async () => {
  const folder = temporaryFolder();
  const { stderr } = await run({ TINYTORCH_COURSE: folder, TINYTORCH_SMPT_URL: "smtp://u:hush@x" });
  // The log is written beside what ends the start: which comes first depends on how busy the machine is.
  const entry = stderr.split("\n").find((line) => line.startsWith("{")) ?? "null";
  expect(JSON.parse(entry)).toMatchObject({
    level: warning,
    msg: "TINYTORCH_SMPT_URL: there is no such setting, so it changes nothing; did you mean TINYTORCH_SMTP_URL?",
  });
  expect(stderr).not.toContain("hush");
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

test("a data folder that is a file, a database that is none and one of a later release end the start with a sentence and status 2", async () => {
  const folder = temporaryFolder();
  const notAFolder = join(folder, "file");
  writeFileSync(notAFolder, "");
  const start = (data: string) => run({ TINYTORCH_COURSE: echoCourse, TINYTORCH_DATA: data, TINYTORCH_GRADERS: "1" });
  const sentence = "data folder: it must be writable and hold a sound database, got";
  const first = await start(notAFolder);
  expect(first).toMatchObject({ status: 2, stdout: "" });
  expect(first.stderr).toMatch(new RegExp(`^${sentence} ${notAFolder} \\(EEXIST: [^\\n]*\\)\\n$`));

  const file = join(folder, "autograder.sqlite");
  writeFileSync(file, "no database ".repeat(1_000));
  expect(await start(folder)).toEqual({
    status: 2,
    stdout: "",
    stderr: `${sentence} ${folder} (file is not a database)\n`,
  });

  const foreign = temporaryFolder();
  new Database(join(foreign, "autograder.sqlite")).exec("CREATE TABLE migrations (version TEXT)").close();
  const other = await start(foreign);
  expect(other).toMatchObject({ status: 2, stdout: "" });
  expect(other.stderr).toMatch(new RegExp(`^${sentence} ${foreign} \\([^\\n]*\\)\\n$`));

  const later = temporaryFolder();
  const database = new Database(join(later, "autograder.sqlite"));
  database.exec(
    "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  );
  for (let number = 1; number < 1_000; number += 1) {
    database.prepare("INSERT INTO migrations VALUES (?, 'later', '', 0)").run(number);
  }
  database.close();
  const { status, stderr } = await start(later);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^migrate: the database must not be newer than the program, got migration 999 of \d+\n$/);
});

test("a suite that says another rubric than the frozen one, or does not load, ends the start with a sentence each and status 2", async () => {
  const course = temporaryFolder();
  symlinkSync(join(echoCourse, "../../node_modules"), join(course, "node_modules"));
  cpSync(echoCourse, course, { recursive: true });
  for (const half of ["modules", "grading"]) {
    cpSync(join(echoCourse, half, "01-echo"), join(course, half, "02-echo"), { recursive: true });
  }
  const change = (path: string, from: string, to: string) => {
    const text = readFileSync(join(course, path), "utf8");
    expect(text).toContain(from);
    writeFileSync(join(course, path), text.replace(from, to));
  };
  change("modules/02-echo/module.json", "01-echo", "02-echo");
  change("grading/02-echo/rubric.json", "01-echo", "02-echo");
  change("grading/01-echo/sum/suite.test.ts", "Add them.", "Add them all.");
  change("grading/02-echo/sum/suite.test.ts", "hidden(", 'throw new Error("no suite"); hidden(');
  const { status, stdout, stderr } = await run({ TINYTORCH_COURSE: course, TINYTORCH_DATA: temporaryFolder() });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    "01-echo: the suites and rubric.json differ in sum.several's hint: tito verify 01-echo --write freezes it anew",
    "02-echo: collectRubric: the suites must load, got Error: no suite",
    "",
  ]);
}, 60_000);

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
  expect(first.status, first.stderr).toBe(0);
  // A slow machine may end a sandbox or let a lease run out: it is said, and the grades below are the same.
  expect(logged(first.stderr).filter(({ level }) => level > warning)).toEqual([]);
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
}, 300_000);
