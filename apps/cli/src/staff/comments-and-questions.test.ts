// Lane: process

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { startAutograder } from "../testing/autograder-process.ts";
import { copyCourse, temporaryFolder } from "../testing/copy-course.ts";
import { runTito } from "../testing/run-tito.ts";

const patience = 120_000;
const made = z.object({ id: z.uuid() });

/** A course with a real service of its own, and a way for each account to ask it. */
async function serve() {
  const course = await copyCourse();
  const autograder = await startAutograder(await temporaryFolder(), { TINYTORCH_COURSE: course });
  onTestFinished(async () => void (await autograder.stop()));
  const as = async (name: string, role: "student" | "instructor") => {
    const env = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: await autograder.addAccount(name, role) };
    const run = (...args: readonly string[]) => runTito(args, { env });
    const here = (...args: readonly string[]) => run(...args, "--course", course);
    const id = async (...args: readonly string[]) => made.parse(JSON.parse((await run(...args, "--json")).stdout)).id;
    return { run, here, id };
  };
  return { course, solution: join(course, "grading/01-echo/solution"), as };
}

/** What may move a cursor, colour a line or turn a text round. */
const acting = /[^\P{C}\n]/u;

test(
  "comments stand beside the lines that they are on, wait for their release, and do nothing to a terminal",
  async () => {
    const { course, solution, as } = await serve();
    const [student, teacher] = [await as("studentA", "student"), await as("teacher", "instructor")];
    const submission = await student.id("submit", "01", solution, "--no-wait", "--course", course);
    const hostile = `\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e${"long ".repeat(700)}`;
    const said = await teacher.run("comment", submission, "src/index.ts:1", "This line is the one.");
    expect(said).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(/^Commented on src\/index\.ts:1 of /),
    });
    expect((await teacher.run("comment", submission.slice(0, 8), hostile)).code).toBe(0);
    const touched = await teacher.here("audit", submission);
    expect(touched.stdout).toContain("teacher commented on src/index.ts:1 in submission");
    expect(touched.stdout).toContain("studentA handed in 01-echo");
    const waiting = await teacher.run("comment", submission, "src/index.ts", "Later.", "--on-release");
    expect(waiting.stdout).toContain("its student sees it once the module's are released");

    const seen = await student.here("show", submission.slice(0, 8), "--comments");
    expect(seen.stdout).toMatch(
      /\nsrc\/index\.ts:1\n {2}1 │ \S[^\n]*\n {2}teacher, [-\d: ]+\n {4}This line is the one\.\n/,
    );
    expect(seen.stdout).not.toMatch(acting);
    expect(Math.max(...seen.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(seen.stdout).not.toContain("Later.");
    expect((await student.here("show", submission)).stdout).toContain("This line is the one.");
    expect((await teacher.here("comment", "--release", "01")).stdout).toBe("Released 1 comment on 01-echo.\n");
    expect((await student.here("show", submission, "--comments")).stdout).toContain("Later.");

    const outside = await teacher.run("comment", submission, "src/index.ts:9999", "x");
    expect(outside).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/src\/index\.ts has \d+ lines?, got 9999/),
    });
    const none = await teacher.run("comment", submission, "src/none.ts", "x");
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("it must be a file of the submission") });

    const id = /comment ([0-9a-f-]{36})/.exec(said.stdout)?.[1] ?? "";
    const short = id.slice(0, 8);
    expect((await student.run("comment", "--edit", short, "Mine.")).code).toBe(2);
    expect((await teacher.run("comment", "--edit", "no id", "Mine.")).stderr).toContain("the comment must be named by");
    expect((await teacher.run("comment", "--edit", short, "Look again.")).stdout).toContain(`comment ${id}`);
    expect((await teacher.run("comment", "--remove", short)).stdout).toBe(
      `Removed comment ${id}; it stays on record.\n`,
    );
    const history = await teacher.run("comment", "--history", short);
    expect(history.stdout).toMatch(/This line is the one\.[\s\S]*Look again\.[\s\S]*Removed /);
    expect((await student.here("show", submission)).stdout).not.toContain("Look again.");
    const shown = await teacher.here("show", submission);
    expect(shown.stdout).toMatch(/^A submission of studentA\.\n/);
    const got = await teacher.run("get", submission, join(await temporaryFolder(), "new"));
    expect(got.stdout).toMatch(/ of 01-echo, a submission of studentA\.\n$/);
    const audit = await teacher.here("audit", "--module", "01", "--person", "studentA");
    expect(audit.stdout).toMatch(
      / teacher took away a comment on src\/index\.ts:1 in submission [0-9a-f]{8} of studentA to 01-echo\. \(/,
    );
    expect(audit.stdout).toContain("studentA handed in 01-echo");
  },
  patience,
);

test(
  "a student asks, staff answer and close, the student asks on, and lists say where each stands",
  async () => {
    const { as } = await serve();
    const [student, teacher] = [await as("studentA", "student"), await as("teacher", "instructor")];
    const asked = await student.here("ask", "01", "Why is this\u001b[31m red?");
    expect(asked).toMatchObject({ code: 0, stderr: "" });
    const id = /question ([0-9a-f-]{36})/.exec(asked.stdout)?.[1] ?? "";
    expect(await student.here("ask", "01", "And this?")).toMatchObject({ code: 2, stdout: "" });
    const open = await teacher.here("questions", "--module", "01", "--state", "open");
    expect(open.stdout).toMatch(/^01-echo, studentA: waits for an answer\. [\s\S]*\n {4}Why is this \[31m red\?\n/);
    expect(open.stdout).not.toMatch(acting);
    expect((await teacher.run("answer", id.slice(0, 8), "It is not.")).stdout).toContain("answered");
    expect((await teacher.here("questions", "--state", "open")).stdout).toBe("No such questions.\n");
    expect((await student.here("questions")).stdout).toMatch(/teacher answered, [\s\S]*\n {4}It is not\.\n/);
    expect((await student.here("ask", id.slice(0, 8), "It is.", "--reopen")).code).toBe(0);
    expect((await teacher.run("answer", id, "It was.", "--close")).stdout).toContain("closed");
    expect(await teacher.run("answer", id, "It will be.")).toMatchObject({ code: 2, stdout: "" });
    expect(await teacher.run("answer", id)).toMatchObject({ code: 2, stdout: "" });
    expect((await student.run("answer", id, "Mine.")).code).toBe(2);
  },
  patience,
);

test(
  "what staff hand in for a student says so everywhere, and what changed since the one before can be seen",
  async () => {
    const { course, solution, as } = await serve();
    const [student, teacher] = [await as("studentA", "student"), await as("teacher", "instructor")];
    await student.id("submit", "01", solution, "--no-wait", "--course", course);
    await writeFile(join(solution, "src/more.ts"), "export const more = 1;\n");
    const reason = ["--received", new Date().toISOString(), "--reason", "The network was down."];
    const given = await teacher.here("submit", "01", solution, "--for", "studentA", ...reason);
    expect(given).toMatchObject({ code: 0, stderr: "" });
    expect(given.stdout).toMatch(
      /^Handed in 01-echo for studentA: submission [0-9a-f-]{36}, received [\d-]{10} [\d:]{5}\.$/m,
    );
    expect(given.stdout).toMatch(
      /Handed in by teacher for its student on [-\d: ]+, to count as received at the time above:\n {2}The network was down\.\n/,
    );
    const id = /submission ([0-9a-f-]{36})/.exec(given.stdout)?.[1] ?? "";
    expect((await student.here("history", "01")).stdout).toContain("handed in by teacher");
    expect((await student.here("status", id)).stdout).toContain("The network was down.");
    const changes = await teacher.here("show", id, "--changes");
    expect(changes.stdout).toMatch(
      /^studentA: submission [\s\S]*\nsrc\/more\.ts, new\n[\s\S]*\n\+export const more = 1;\n/,
    );
    expect((await teacher.here("audit", id)).stdout).toContain(
      "teacher handed in 01-echo for studentA, to count as received at",
    );
    for (const more of [
      ["--received", "2026-01-05T18:00Z"],
      ["--received", "noon", "--reason", "x"],
      ["--received", "2026-01-05", "--reason", "x"],
    ]) {
      expect(await teacher.here("submit", "01", solution, "--for", "studentA", ...more)).toMatchObject({
        code: 2,
        stdout: "",
      });
    }
    expect((await teacher.here("submit", "01", solution, "--for", "nobody")).code).toBe(2);
    expect((await student.here("submit", "01", solution, "--for", "studentA")).code).toBe(2);
    expect((await student.here("submit", "01", solution, "--reason", "x")).code).toBe(2);
  },
  patience,
);
