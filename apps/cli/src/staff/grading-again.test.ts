// Lane: process

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createdUserSchema, deadLetterListSchema, regradeSchema, rerunSchema, submissionSchema } from "@tinytorch/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Autograder, startAutograder } from "../testing/autograder-process.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { repository, runTito, spawnTito } from "../testing/run-tito.ts";

const solution = join(repository, "grading/08-optimizers/solution");
let data: string;
let autograder: Autograder;
let student: Record<string, string>;
let instructor: Record<string, string>;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tito-again-"));
  autograder = await startAutograder(data);
  const as = async (name: string, role: "student" | "instructor") => ({
    TINYTORCH_URL: autograder.url,
    TINYTORCH_TOKEN: await autograder.addAccount(name, role),
  });
  student = await as("studentA", "student");
  instructor = await as("teacher", "instructor");
}, 60_000);

afterAll(async () => {
  await autograder.stop();
  await rm(data, { recursive: true });
});

async function handIn() {
  const { stdout } = await runTito(["submit", "08", solution, "--json"], { env: student });
  return submissionSchema.parse(JSON.parse(stdout));
}

test("rerun repeats a run and finds the same report", async () => {
  const { id, runId } = await handIn();
  const named = await runTito(["rerun", id.slice(0, 8), "--json"], { env: instructor });
  expect(rerunSchema.parse(JSON.parse(named.stdout))).toMatchObject({ ofRunId: runId, comparison: { same: true } });
  const shown = await runTito(["rerun", runId ?? ""], { env: instructor });
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining("The same report: 100 of 100") });
  const json = await runTito(["rerun", runId ?? "", "--json"], { env: instructor });
  expect(json).toMatchObject({ code: 0, stderr: "" });
  expect(rerunSchema.parse(JSON.parse(json.stdout))).toMatchObject({
    status: "done",
    comparison: { same: true },
  });
});

test("regrade is a dry run until it is applied, and can be resumed", async () => {
  const { id, runId } = await handIn();
  const dry = await runTito(["regrade", "08", "--which", "latest"], { env: instructor });
  expect(dry.stdout).toMatch(/1 of 1 graded again\.\nNo score changes\.\nNothing is changed yet/);
  const regrade = /--resume ([0-9a-f-]{36})/.exec(dry.stdout)?.[1] ?? "";
  const args = ["regrade", "--resume", regrade, "--apply", "--json"];
  const applied = regradeSchema.parse(JSON.parse((await runTito(args, { env: instructor })).stdout));
  expect(applied).toMatchObject({ state: "applied", total: 1, failed: 0 });
  const { stdout } = await runTito(["status", id, "--json"], { env: student });
  const after = submissionSchema.parse(JSON.parse(stdout));
  expect(after.score).toBe(100);
  expect(after.runId).not.toBe(runId);

  const one = await runTito(["regrade", "08", "--which", id, "--apply"], { env: instructor });
  expect(one.stdout).toContain("Applied: the new runs stand");
  const cancel = await runTito(["regrade", "--resume", regrade, "--cancel"], { env: instructor });
  expect(cancel).toMatchObject({ code: 2, stderr: expect.stringContaining("this one is applied") });
});

test("dead letters are listed, and one that is not there cannot be retried", async () => {
  const shown = await runTito(["dead-letters"], { env: instructor });
  expect(shown).toMatchObject({ code: 0, stdout: "No dead letters.\n" });
  const json = await runTito(["dead-letters", "--json"], { env: instructor });
  expect(deadLetterListSchema.parse(JSON.parse(json.stdout)).deadLetters).toEqual([]);
  const retry = await runTito(["retry", "999"], { env: instructor });
  expect(retry).toMatchObject({ code: 2, stderr: expect.stringContaining("nothing here") });
});

test("an account that an instructor adds signs in with the token shown", async () => {
  const { stdout } = await runTito(["add-user", "studentB"], { env: instructor });
  const token = stdout.trim().split("\n").at(-1) ?? "";
  const env = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token };
  expect(await runTito(["grades"], { env })).toMatchObject({ code: 0, stderr: "" });
  expect(await runTito(["dead-letters"], { env })).toMatchObject({ code: 2, stdout: "" });
});

test("a token that is issued again replaces the one before; a name without an account is one sentence", async () => {
  const { stdout: first } = await runTito(["add-user", "studentC", "--json"], { env: instructor });
  const { stdout: shown } = await runTito(["reissue-token", "studentC"], { env: instructor });
  const { stdout: json } = await runTito(["reissue-token", "studentC", "--json"], { env: instructor });
  const before = [createdUserSchema.parse(JSON.parse(first)).token, shown.split("\n")[1] ?? ""];
  const now = createdUserSchema.parse(JSON.parse(json));
  expect(now).toMatchObject({ name: "studentC", role: "student" });
  const ask = (token: string) =>
    runTito(["grades"], { env: { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token } });
  for (const token of before) expect((await ask(token)).stderr).toContain("the token was not accepted");
  expect(await ask(now.token)).toMatchObject({ code: 0 });

  const nobody = await runTito(["reissue-token", "nobody"], { env: instructor });
  expect(nobody).toMatchObject({
    code: 2,
    stdout: "",
    stderr: 'tito reissue-token: it must be somebody\'s login, name, e-mail address or id, got "nobody"\n',
  });
  expect((await runTito(["reissue-token", "studentC"], { env: student })).code).toBe(2);
});

test("a backup of the running service is restored to a new folder, and to no other", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "backup.sqlite");
  const backup = await spawnTito(["backup", file, "--data", data]);
  expect(backup).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Backed up \d+ submissions to /) });
  const restored = await spawnTito(["restore", file, "--data", join(folder, "restored")]);
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Restored \d+ submissions to /) });
  expect(existsSync(join(folder, "restored/autograder.sqlite"))).toBe(true);
  const refused = await spawnTito(["restore", file, "--data", data]);
  expect(refused).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("a server is using"),
  });
  expect((await spawnTito(["backup", file, "--data", data])).stderr).toMatch(/^[^\n]* which exists\n$/);
});

test.each([
  [["regrade", "--which", "all"], "a module must be named"],
  [["regrade", "08"], "say what to grade again"],
  [["regrade", "08", "--which", "worst"], 'got "worst"'],
  [["regrade", "08", "--cancel"], "say which one to cancel"],
])("tito %j is refused in one sentence", async (args, sentence) => {
  const { code, stdout, stderr } = await runTito(args, { env: instructor });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^tito regrade: [^\n]*\n$/);
  expect(stderr).toContain(sentence);
});
