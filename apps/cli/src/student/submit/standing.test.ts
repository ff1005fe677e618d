// Lane: process

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@tinytorch/api";
import { expect, test } from "vitest";
import { startAutograder } from "../../testing/autograder-process.ts";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito } from "../../testing/run-tito.ts";

const day = 24 * 60 * 60_000;
const half = "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.length;\n";
const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

test("before work is sent it is told what that does to the grade; a risk is said in a pipe, and not with --yes", async () => {
  const data = await mkdtemp(join(tmpdir(), "tito-standing-"));
  const course = await copyCourse();
  const write = (text: string) => writeFile(join(course, "modules/01-echo/src/index.ts"), text);
  const tomorrow = new Date(Date.now() + day).toISOString();
  const dates = { due: { "01-echo": tomorrow }, late: { percentPerDay: 10, days: 3 } };
  await writeFile(join(course, "course.json"), JSON.stringify(dates));
  const handInAt = (url: string, token: string) => {
    const env = { TINYTORCH_URL: url, TINYTORCH_TOKEN: token, XDG_CONFIG_HOME: "/nonexistent" };
    return (...more: readonly string[]) => runTito(["submit", "01", "--anyway", "--course", course, ...more], { env });
  };
  const autograder = await startAutograder(data, { TINYTORCH_COURSE: course });
  try {
    const [tokenA, tokenB] = [
      await autograder.addAccount("studentA", "student"),
      await autograder.addAccount("studentB", "student"),
    ];
    await write(half);
    const early = await handInAt(autograder.url, tokenA)();
    expect(early).toMatchObject({ code: 0, stderr: expect.not.stringContaining("grade") });
    expect(early.stdout).toMatch(
      /^To 01-echo: 1 file, \d+ B\.\n {2}src\/index\.ts \d+ B\nIt is due \w+ \d+ \w+ \d+, [\d:]+ UTC, so it comes in time\.\nYou have no grade in it yet\.\nReceived: /,
    );

    await write(right);
    const full = handInAt(autograder.url, tokenB);
    expect(await full()).toMatchObject({ code: 0, stderr: expect.not.stringContaining("fall") });
    const fall = "01-echo: Your grade of 100 cannot rise by it, only fall. ";
    const said = "It is handed in all the same, for nobody can be asked here; --yes says so before.\n";
    const again = await full("--json", "--no-wait");
    expect(again).toMatchObject({ code: 0, stderr: `${fall}${said}` });
    expect(JSON.parse(again.stdout)).toMatchObject({ id: expect.any(String) });
    expect(await full("--yes", "--no-wait")).toMatchObject({ code: 0, stderr: "handing in\n" });

    // Due from now on an hour ago, after what came on paper.
    const connect = (token: string) => createClient({ baseUrl: autograder.url, token });
    const teacher = connect(await autograder.addAccount("teacher", "instructor"));
    const tokenC = await autograder.addAccount("studentC", "student");
    const { id } = await connect(tokenC).me();
    const before = (hours: number) => new Date(Date.now() - hours * 60 * 60_000).toISOString();
    const received = { at: before(2), reason: "on a stick" };
    const paper = await teacher.submitFor(id, { module: "01-echo", files: { "src/index.ts": half }, received });
    for await (const _ of teacher.events(paper.id));
    await teacher.changeAssignment("01-echo", { due: before(1), because: "as it was announced" });
    const late = await handInAt(autograder.url, tokenC)("--no-wait");
    expect(late.stdout.replaceAll(/\s+/g, " ")).toContain(
      " UTC and comes 1 day late, 10 % of the points is taken off: it can count for 90 of 100 at most.",
    );
    expect(late.stdout).toMatch(
      /\nYour grade in it is \d+ of 100, and this takes its place: the latest one that loads counts\.\n/,
    );
    expect(late.stderr).toMatch(
      /^01-echo: It could lower your grade: the same work counts for less than what you handed in before\. It is handed in all the same,/,
    );
    expect(late.code).toBe(0);
  } finally {
    await autograder.stop();
    await rm(data, { recursive: true });
  }
});
