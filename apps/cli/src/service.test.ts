// Lane: process

import { cp, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditPageSchema, gradebookSchema, gradesSchema, receiptSchema, submissionSchema } from "@tinytorch/api";
import { moduleIds } from "@tinytorch/course-files";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Autograder, startAutograder } from "./testing/autograder-process.ts";
import { temporaryFolder } from "./testing/copy-course.ts";
import { repository, runTito, spawnTito } from "./testing/run-tito.ts";

const solution = join(repository, "grading/08-optimizers/solution");
let data: string;
let autograder: Autograder;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tito-service-"));
  autograder = await startAutograder(data);
}, 60_000);

afterAll(async () => {
  const code = await autograder.stop();
  await rm(data, { recursive: true });
  expect(code, "a signal to tito stops the server in good order").toBe(0);
});

let accounts = 0;

/** The environment of an account of its own. */
async function account(role: "student" | "instructor") {
  const token = await autograder.addAccount(`${role} ${++accounts}`, role);
  return {
    TINYTORCH_URL: autograder.url,
    TINYTORCH_TOKEN: token,
    XDG_CONFIG_HOME: await temporaryFolder(),
  };
}

test("login checks the token, keeps it for its owner alone and never prints it", async () => {
  const { TINYTORCH_TOKEN: token, XDG_CONFIG_HOME } = await account("student");
  const env = { XDG_CONFIG_HOME };
  const login = await spawnTito(["login", "--url", autograder.url], { env, input: `${token}\n` });
  expect(login).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/ as student \d+ \(student\)/),
  });
  expect(login.stdout).not.toContain(token);
  expect((await stat(join(XDG_CONFIG_HOME, "tinytorch/account.json"))).mode & 0o777).toBe(0o600);

  expect(await runTito(["grades"], { env })).toEqual({
    code: 0,
    stdout: "No grades yet: hand in with `tito submit <module>`.\n",
    stderr: "",
  });
  const wrong = await runTito(["login", "--url", autograder.url, "--token", "wrong"], { env });
  expect(wrong).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("not accepted") });
  expect((await runTito(["grades"], { env })).code).toBe(0);
});

test("submit shows the receipt, follows the grading and shows the report; status and grades agree", async () => {
  const env = await account("student");
  const submit = await runTito(["submit", "08", solution], { env });
  expect(submit.code).toBe(0);
  expect(submit.stdout).toMatch(
    /^To 08-optimizers: \d+ files, [\d.]+ KB\.\n {2}src\/[\s\S]*\nYou have no grade in it yet\.\nReceived: submission [0-9a-f-]{36}, files [0-9a-f]{12}, next to be graded(, in about \d+ s)?\.\n/,
  );
  expect(submit.stdout).toMatch(/\n✅ SGD \(\d+ of \d+\)\n/);
  expect(submit.stdout, "the score is what a terminal shows at its end").toMatch(/ 100 of 100\n$/);
  expect(submit.stderr).toMatch(/^handing in\n/);

  const status = await runTito(["status"], { env });
  expect(status.stdout).toContain("08-optimizers: graded.");
  expect((await runTito(["grades"], { env })).stdout).toMatch(/08-optimizers\s+│ 100 of 100/);
  const grades = await runTito(["grades", "--json"], { env });
  expect(gradesSchema.parse(JSON.parse(grades.stdout)).grades).toMatchObject([{ score: 100 }]);
});

test("under the report of what failed stands the command that helps with the first part of it", async () => {
  const env = await account("student");
  const help = /\n\nStuck\? tito hint 08 gradient-descent-step\n$/;
  expect((await runTito(["submit", "08"], { env })).stdout).toMatch(help);
  expect((await runTito(["status"], { env })).stdout).toMatch(help);
});

test("--json prints one document: the graded submission, or the receipt with --no-wait", async () => {
  const env = await account("student");
  const waited = await runTito(["submit", "08-optimizers", "--json"], { env });
  expect(waited).toMatchObject({ code: 0, stderr: "" });
  expect(submissionSchema.parse(JSON.parse(waited.stdout))).toMatchObject({ status: "graded", score: 0 });

  const left = await runTito(["submit", "08-optimizers", "--json", "--no-wait"], { env });
  expect(left).toMatchObject({ code: 0, stderr: "" });
  const { id } = receiptSchema.parse(JSON.parse(left.stdout));
  const status = await runTito(["status", id, "--json"], { env });
  expect(submissionSchema.parse(JSON.parse(status.stdout)).id).toBe(id);
});

test("work that cannot be graded is refused here, a sentence per problem, and nothing is sent", async () => {
  const env = await account("student");
  const work = await temporaryFolder();
  await cp(solution, work, { recursive: true });
  await rm(join(work, "src/adam.ts"));
  await writeFile(join(work, "src/sgd.ts"), "/".repeat(200_000));
  const { code, stdout, stderr } = await runTito(["submit", "08", work], { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^tito submit: .* got 200000 in src\/sgd\.ts$/),
    expect.stringMatching(/^tito submit: .*src\/adam\.ts is required/),
  ]);
  const status = await runTito(["status"], { env });
  expect(status).toMatchObject({ code: 2, stderr: expect.stringContaining("nothing was handed in yet") });
});

test("a student sees neither the gradebook nor another's submission", async () => {
  const [one, other] = [await account("student"), await account("student")];
  const left = await runTito(["submit", "08", "--json", "--no-wait"], { env: one });
  const { id } = receiptSchema.parse(JSON.parse(left.stdout));
  expect(await runTito(["status", id], { env: other })).toMatchObject({ code: 2, stdout: "" });
  expect(await runTito(["gradebook"], { env: other })).toMatchObject({ code: 2, stdout: "" });
});

test("an instructor reads the gradebook as a table, as CSV and as JSON", async () => {
  const student = await account("student");
  await runTito(["submit", "08", solution, "--json"], { env: student });
  const env = await account("instructor");
  const modules = await moduleIds(repository);
  const cells = modules.map((id) => (id === "08-optimizers" ? "100 +" : "– +"));
  const row = new RegExp(`│ student \\d+ +│ ${cells.join("│ ")}│`);
  expect((await runTito(["gradebook"], { env })).stdout).toMatch(row);
  const csv = await runTito(["gradebook", "--csv"], { env });
  expect(csv.stdout.split(/\r?\n/)[0]).toBe(["student", ...modules].join(","));
  const json = await runTito(["gradebook", "--json"], { env });
  expect(gradebookSchema.parse(JSON.parse(json.stdout)).modules).toEqual(modules);
});

test("an instructor reads who did what; a student may not", async () => {
  const student = await account("student");
  const left = await runTito(["submit", "08", "--json", "--no-wait"], { env: student });
  const { id } = receiptSchema.parse(JSON.parse(left.stdout));
  const env = await account("instructor");
  const all = await runTito(["audit", id], { env });
  expect(all.stdout).toMatch(
    /student \d+ handed in 08-optimizers: submission [0-9a-f]{8}\. \(submission\.received\)\n/,
  );
  const table = await runTito(["audit", id, "--details"], { env });
  expect(table.stdout).toMatch(/│ student \d+ +│ submission\.received +│/);
  const chosen = await runTito(["audit", "--by", "instructor", "--action", "user.created", "--limit", "1", "--json"], {
    env,
  });
  const page = auditPageSchema.parse(JSON.parse(chosen.stdout));
  expect(page.entries).toMatchObject([{ action: "user.created", actor: { name: "instructor" } }]);
  expect(page.next).toBe(page.entries[0]?.id);
  expect((await runTito(["audit", id.slice(0, 13)], { env })).stdout).toBe(all.stdout);
  const unknown = await runTito(["audit", "5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11"], { env });
  expect(unknown).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("of which there is nothing") });
  const none = await runTito(["audit", id, "--until", "2020-01-01"], { env });
  expect(none).toMatchObject({ code: 0, stdout: "Nothing like that was done.\n" });
  const misspelt = await runTito(["audit", "--action", "regrade.aplied"], { env });
  expect(misspelt).toMatchObject({ code: 2, stdout: "" });
  expect(misspelt.stderr).toMatch(/action: must be one of .*regrade\.applied.*, got "regrade\.aplied"/);
  expect(await runTito(["audit", "--by", "nobody"], { env })).toMatchObject({ code: 2, stdout: "" });
  expect(await runTito(["audit", "--since", "yesterday"], { env })).toMatchObject({ code: 2, stdout: "" });
  expect(await runTito(["audit"], { env: student })).toMatchObject({ code: 2, stdout: "" });
});

test("a wrong setting ends tito serve with the server's sentence and exit code 2", async () => {
  const { code, stdout, stderr } = await spawnTito(["serve", "--port", "none"], {
    env: { TINYTORCH_DATA: await temporaryFolder() },
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^PORT: .*"none"\n$/);
});
