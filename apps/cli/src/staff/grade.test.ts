// Lane: process

import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { reportSchema } from "@tinytorch/course";
import { expect, test } from "vitest";
import { copyCourse, temporaryFolder } from "../testing/copy-course.ts";
import { echoCourse, runTito, spawnTito } from "../testing/run-tito.ts";

const solution = join(echoCourse, "grading/01-echo/solution");
const starter = join(echoCourse, "modules/01-echo");
const grade = ["grade", "--module", "01-echo", "--course", echoCourse];

test("--json prints one report on stdout and nothing anywhere else", async () => {
  const { code, stdout, stderr } = await runTito([...grade, "--json", "--seed", "7", solution]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ module: "01-echo", score: 100, seed: 7 });
});

test("a folder that scores nothing was graded all the same: exit code 0", async () => {
  const { code, stdout } = await runTito([...grade, "--json", starter]);
  expect({ code, score: reportSchema.parse(JSON.parse(stdout)).score }).toEqual({ code: 0, score: 0 });
});

test("a person reads a line per test under its component, with cause and hint, and the seed", async () => {
  const { code, stdout } = await runTito([...grade, "--seed", "3", starter]);
  expect(code).toBe(0);
  expect(stdout).toContain("0 of 100");
  expect(stdout).toContain("\n❌ sum (0 of 60)\n   ❌ sum adds several values (0 of 50)\n");
  expect(stdout).toContain("TODO was reached at src/index.ts:6.\n      Add them.\n");
  expect(stdout).toContain("Seed 3");
});

test("what does not load is refused with its place; asked for anyway, what loads is graded", async () => {
  const work = await temporaryFolder();
  await cp(solution, work, { recursive: true });
  await writeFile(join(work, "src/scratch.ts"), "namespace Deep { export const x = 1; }\n");
  const refused = await runTito([...grade, "--json", work]);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(/^tito grade: src\/scratch\.ts:1:\d+: .*namespace.*\n.*--anyway.*\n$/);
  const anyway = await runTito([...grade, "--anyway", "--json", work]);
  expect(anyway.code).toBe(0);
  expect(reportSchema.parse(JSON.parse(anyway.stdout))).toMatchObject({ score: 100 });
});

test("a link into the hidden material is refused, and graded as nothing", async () => {
  const work = await temporaryFolder();
  await mkdir(join(work, "src"));
  await symlink(join(solution, "src/index.ts"), join(work, "src/index.ts"));
  const { code, stdout, stderr } = await runTito([...grade, "--json", work]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe("tito grade: submission: src/index.ts must be a file, got a link\n");
});

const spoil: Readonly<Record<string, (work: string) => Promise<void>>> = {
  "an empty folder": (work) => rm(join(work, "src"), { recursive: true }),
  "a file over the limit": (work) => writeFile(join(work, "src/index.ts"), " ".repeat(200_000)),
  "a file with a NUL": (work) => writeFile(join(work, "src/index.ts"), "\0"),
  "a folder where a file should be": async (work) => {
    await rm(join(work, "src/index.ts"));
    await mkdir(join(work, "src/index.ts"));
  },
};

test.each(Object.keys(spoil))("%s is refused in one sentence with exit code 2", async (name) => {
  const work = await temporaryFolder();
  await cp(solution, work, { recursive: true });
  await spoil[name]?.(work);
  const { code, stdout, stderr } = await runTito([...grade, "--json", work]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^tito grade: .*src\/index\.ts.*\n$/);
});

test.each([
  ["no such folder", [...grade, "/nonexistent"], "the folder must exist, got /nonexistent"],
  ["a file for a folder", [...grade, join(solution, "src/index.ts")], "it must be a folder, got the file"],
  [
    "no such course",
    ["grade", "--module", "01", "--course", "/nonexistent", solution],
    "the course must have a modules folder",
  ],
])("%s is refused in one sentence with exit code 2", async (_, args, sentence) => {
  const { code, stdout, stderr } = await runTito(args);
  expect({ code, stdout, lines: stderr.split("\n").length }).toEqual({ code: 2, stdout: "", lines: 2 });
  expect(stderr).toContain(`tito grade: ${sentence}`);
});

test("in a student's checkout it says that the hidden material is not there", async () => {
  const course = await copyCourse();
  await rm(join(course, "grading"), { recursive: true });
  const { code, stderr } = await runTito(["grade", "--module", "01", "--course", course, solution]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tito grade: the hidden material .* not part of a student's checkout.*\n$/);
});

test("a course that is broken is said in one sentence, exit code 3", async () => {
  const course = await copyCourse();
  const rubric = join(course, "grading/01-echo/rubric.json");
  await writeFile(rubric, (await readFile(rubric, "utf8")).replace('"points": 40', '"points": 41'));
  const { code, stdout, stderr } = await runTito(["grade", "--module", "01", "--course", course, solution]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toMatch(/^tito grade: .*rubric: points must sum to 100, got 101.*\n$/);
});

test("a grader that dies is an infrastructure error: one sentence, exit code 3, no report", async () => {
  // Anyway: the only process that is started is then the grader's.
  const { code, stdout, stderr } = await spawnTito([...grade, "--anyway", "--json", solution], {
    during: async (child) => {
      const graders = () => childrenOf(child.pid ?? 0);
      while (child.exitCode === null && graders().length === 0) await setTimeout(5);
      for (const pid of graders()) process.kill(pid, "SIGKILL");
    },
  });
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toMatch(/^tito grade: there is no grade, for the grader broke: .*\n$/);
});

function childrenOf(pid: number): readonly number[] {
  const table = execFileSync("ps", ["-A", "-o", "ppid=,pid="], { encoding: "utf8" });
  const rows = table
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows.flatMap(([parent, child]) => (parent === pid && child !== undefined ? [child] : []));
}
