// Lane: process

import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { readText } from "./workspace.ts";

const root = join(import.meta.dirname, "../..");
const course = join(root, "tests/fixtures/differential-course");

/** The last step of the workflow, which tests. */
function lastStep(): string {
  const workflow: {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
  } = parse(readText("templates/student-ci.yml"));
  return workflow.jobs["visible-tests"]?.steps.at(-1)?.run ?? "";
}

test("a push has the visible tests of the modules that it changed, and of no others", () => {
  const folder = mkdtempSync(join(tmpdir(), "tito-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.edu", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const commit = () => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "work");
    return git("rev-parse", "HEAD").trim();
  };
  const push = (before: string) =>
    spawnSync("bash", ["-eo", "pipefail", "-c", lastStep()], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        BEFORE: before,
        PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
      },
    });

  git("init", "--quiet");
  cpSync(join(course, "modules"), join(folder, "modules"), { recursive: true });
  cpSync(join(course, "modules/01-answer"), join(folder, "modules/02-other"), { recursive: true });
  const starter = commit();
  writeFileSync(join(folder, "notes.md"), "Nothing to test.\n");
  const notes = commit();
  expect(push(starter)).toMatchObject({ status: 0, stdout: "No module's src/ was changed.\n" });

  appendFileSync(join(folder, "modules/01-answer/src/index.ts"), "// Not yet.\n");
  const unwritten = commit();
  const failed = push(notes);
  expect(failed.status).toBe(1);
  expect(failed.stdout).toMatch(/^::group::01-answer\n/);
  expect(failed.stdout).not.toContain("02-other");

  cpSync(join(course, "grading/01-answer/solution/src"), join(folder, "modules/01-answer/src"), { recursive: true });
  commit();
  for (const before of [unwritten, "0".repeat(40), ""]) {
    const { status, stdout, stderr } = push(before);
    expect({ status, stderr }, stdout).toMatchObject({ status: 0 });
  }
}, 300_000);
