// Lane: process

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { hasTerminals, inTerminal } from "../../testing/in-terminal.ts";
import { runTito } from "../../testing/run-tito.ts";

const predict = [1, 2, 3].map((number) => ({
  question: `Question ${number}?`,
  answer: `Answer ${number}.`,
  why: `Reason ${number}.`,
}));
const enter = "\r";
const esc = "\u001b";
const controlC = "\u0003";

let course: string;
let kept: string;

beforeEach(async () => {
  course = await copyCourse();
  kept = join(course, ".tito/predict.json");
  const folder = join(course, "modules/01-echo");
  const manifest = JSON.parse(await readFile(join(folder, "module.json"), "utf8"));
  await writeFile(join(folder, "module.json"), JSON.stringify({ ...manifest, predict }));
  await mkdir(join(folder, "tests"));
  await writeFile(
    join(folder, "tests/echo.test.ts"),
    'import { expect, test } from "vitest";\nimport { echo } from "../src/index.ts";\ntest("echo", () => expect(() => echo(1)).toThrow("TODO"));\n',
  );
});

const run = ["test", "01", "--course"];
const readKept = async () => JSON.parse(await readFile(kept, "utf8"));

describe("in no terminal", () => {
  test("nothing is asked or kept: not in a pipe, and not with --json", async () => {
    for (const more of [[], ["--json"]]) {
      const { code, stdout } = await runTito([...run, course, ...more]);
      expect(code).toBe(0);
      expect(stdout).not.toContain("Question");
      await expect(readKept()).rejects.toThrow("ENOENT");
    }
  });

  test("tito predict says that it needs one, with exit code 2; a module without questions says so", async () => {
    const refused = await runTito(["predict", "01", "--course", course]);
    expect(refused).toEqual({
      code: 2,
      stdout: "",
      stderr: "tito predict: it must be run in a terminal, where somebody can be asked\n",
    });
    const none = await runTito(["predict", "01", "--course", await copyCourse()]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("01-echo must have questions to predict") });
  });
});

describe.runIf(hasTerminals)("in a terminal", () => {
  test("the first tito test asks once: Enter skips a question untold, an answer is followed by the right one and why", async () => {
    const first = await inTerminal(
      [...run, course],
      [
        { after: "Question 1?", keys: `mine${enter}` },
        { after: "Question 2?", keys: enter },
        { after: "Question 3?", keys: `too${enter}` },
      ],
    );
    expect(first.code).toBe(0);
    expect(first.screen).toContain("Answer 1.");
    expect(first.screen).toContain("Reason 3.");
    expect(first.screen).not.toContain("Answer 2.");
    expect(first.screen).toContain("1 of 1 unit tests passed.");
    expect(await readKept()).toEqual({
      asked: {
        "01-echo": [
          { question: "Question 1?", prediction: "mine" },
          { question: "Question 2?", prediction: null },
          { question: "Question 3?", prediction: "too" },
        ],
      },
    });
    const second = await inTerminal([...run, course], []);
    expect(second).toMatchObject({ code: 0, screen: expect.not.stringContaining("Question") });
  });

  test("Esc skips all that are left, and the tests run; tito predict asks again", async () => {
    const skipped = await inTerminal([...run, course], [{ after: "Question 1?", keys: esc }]);
    expect(skipped).toMatchObject({ code: 0, screen: expect.stringContaining("1 of 1 unit tests passed.") });
    expect(skipped.screen).not.toContain("Question 2?");
    const again = await inTerminal(
      ["predict", "01", "--course", course],
      [
        { after: "Question 1?", keys: `now${enter}` },
        { after: "Question 2?", keys: esc },
      ],
    );
    expect(again).toMatchObject({ code: 0, screen: expect.stringContaining("Reason 1.") });
    expect((await readKept()).asked["01-echo"]).toMatchObject([
      { prediction: "now" },
      { prediction: null },
      { prediction: null },
    ]);
  });

  test("Ctrl-C at a question leaves with exit code 130: nothing is run or kept", async () => {
    const left = await inTerminal([...run, course], [{ after: "Question 1?", keys: controlC }]);
    expect(left).toMatchObject({ code: 130, screen: expect.not.stringContaining("unit test") });
    await expect(readKept()).rejects.toThrow("ENOENT");
  });

  test("where CI is set nothing is asked", async () => {
    const { code, screen } = await inTerminal([...run, course], [], { CI: "1" });
    expect({ code, asked: screen.includes("Question") }).toEqual({ code: 0, asked: false });
  });

  test("what is kept and cannot be read is said, and stands in no test's way", async () => {
    await mkdir(join(course, ".tito"));
    await writeFile(kept, "{");
    const { code, screen } = await inTerminal([...run, course], []);
    expect(code).toBe(0);
    expect(screen).toMatch(/predict\.json must be what tito wrote, got .*: delete it/);
    expect(screen).toContain("1 of 1 unit tests passed.");
  });

  test("tito reset asks in a terminal, and a no changes nothing", async () => {
    const file = join(course, "modules/01-echo/src/index.ts");
    await writeFile(file, "mine\n");
    const left = await inTerminal(["reset", "01", "--course", course], [{ after: "A backup is kept.", keys: "n" }]);
    expect(left).toMatchObject({ code: 0, screen: expect.stringContaining("Nothing was changed.") });
    expect(await readFile(file, "utf8")).toBe("mine\n");
    const done = await inTerminal(["reset", "01", "--course", course], [{ after: "A backup is kept.", keys: "y" }]);
    expect(done).toMatchObject({ code: 0, screen: expect.stringContaining("What you had is kept in") });
  });
});
