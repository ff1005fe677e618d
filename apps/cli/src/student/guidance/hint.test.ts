// Lane: process

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito, spawnTito } from "../../testing/run-tito.ts";

const hints = [
  {
    part: "echo",
    question: "What came in?",
    formula: "e(x) = x",
    place: { file: "src/index.ts", words: "In echo: give the value back." },
  },
  {
    part: "sumOfAll",
    names: ["sum"],
    question: "What is the sum of nothing?",
    formula: "s = Σᵢ xᵢ",
    place: { file: "src/index.ts", words: "In sum: add up the values." },
  },
];

let course: string;
let taken: string;

beforeEach(async () => {
  course = await copyCourse();
  taken = join(course, ".tito/hints.json");
  await writeHints(hints);
});

const writeHints = (value: unknown) => writeFile(join(course, "modules/01-echo/hints.json"), JSON.stringify(value));
const tito = (...args: readonly string[]) => runTito([...args, "--course", course]);

test("each call gives the next rung and says what comes after it; once all were taken all are given again", async () => {
  expect(await tito("hint", "01", "echo")).toEqual({
    code: 0,
    stderr: "",
    stdout: "echo · 1 of 3 · question\n  What came in?\n\n`tito hint 01 echo` gives the formula.\n",
  });
  expect((await tito("hint", "01", "echo")).stdout).toBe(
    "echo · 2 of 3 · formula\n  e(x) = x\n\n`tito hint 01 echo` gives the place.\n",
  );
  expect((await tito("hint", "01", "echo")).stdout).toBe(
    "echo · 3 of 3 · place · src/index.ts\n  In echo: give the value back.\n\nThat was the last. `tito hint 01 echo --from 1` begins again.\n",
  );
  const { stdout } = await tito("hint", "01", "echo");
  expect(stdout.match(/^echo · \d/gm)).toEqual(["echo · 1", "echo · 2", "echo · 3"]);
});

test("how many were taken is kept part by part, and told by the module alone", async () => {
  await tito("hint", "01", "sum");
  await tito("hint", "01", "sum");
  expect(await tito("hint", "01")).toEqual({
    code: 0,
    stderr: "",
    stdout: `01-echo: the parts with hints, and how many were taken
  echo      0 of 3
  sumOfAll  2 of 3

\`tito hint 01 echo\` gives the next.
`,
  });
  expect(JSON.parse(await readFile(taken, "utf8"))).toEqual({ taken: { "01-echo": { sumOfAll: 2 } } });
});

test("--all gives every rung, and --from 1 begins again", async () => {
  const { stdout } = await tito("hint", "01", "echo", "--all");
  expect(stdout.match(/^echo · \d of 3 · \w+/gm)).toHaveLength(3);
  expect((await tito("hint", "01", "echo", "--from", "1")).stdout).toContain("echo · 1 of 3");
  expect((await tito("hint", "01", "echo")).stdout).toContain("echo · 2 of 3");
  expect((await tito("hint", "01", "echo", "--from", "2", "--all")).stdout.match(/^echo · \d/gm)).toEqual([
    "echo · 2",
    "echo · 3",
  ]);
});

test.each(["sumOfAll", "sum-of-all", "SUM", "of all", "ofa"])("a part is found by %s", async (part) => {
  expect((await tito("hint", "01", part)).stdout).toContain("sumOfAll · 1 of 3 · question\n");
});

test("what is no part, several or no module is one sentence that names those there are, and takes nothing", async () => {
  const sentence = (got: string) => `tito hint: the part must be one of echo, sumOfAll, got "${got}"\n`;
  await writeHints([...hints, { ...hints[0], part: "echoes" }]);
  expect(await tito("hint", "01", "es")).toMatchObject({ code: 0 });
  await writeHints(hints);
  expect(await tito("hint", "01", "adam")).toEqual({ code: 2, stdout: "", stderr: sentence("adam") });
  expect(await tito("hint", "01", "o")).toEqual({ code: 2, stdout: "", stderr: sentence("o") });
  expect(await tito("hint", "02", "echo")).toMatchObject({ code: 2, stdout: "" });
  expect(await tito("hint", "01", "--all")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("a part must be named"),
  });
  expect(await tito("hint", "01", "echo", "--from", "4")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("1, 2 or 3"),
  });
  expect(JSON.parse(await readFile(taken, "utf8"))).toEqual({ taken: { "01-echo": { echoes: 1 } } });
});

test("--json is one document, of the parts or of the rungs that were given", async () => {
  expect(JSON.parse((await tito("hint", "01", "echo", "--json")).stdout)).toEqual({
    module: "01-echo",
    part: "echo",
    rungs: [{ rung: 1, kind: "question", text: "What came in?" }],
  });
  expect(JSON.parse((await tito("hint", "01", "--json")).stdout)).toEqual({
    module: "01-echo",
    parts: [
      { part: "echo", taken: 1 },
      { part: "sumOfAll", taken: 0 },
    ],
  });
});

test("a module without hints says so, and one whose hints are malformed in which way", async () => {
  await writeHints([{ ...hints[0], question: "" }]);
  expect(await tito("hint", "01", "echo")).toMatchObject({
    code: 3,
    stdout: "",
    stderr: expect.stringMatching(
      /^tito hint: .*01-echo must have hints that can be read, got hints\.json: 0\.question: [^\n]+\n$/,
    ),
  });
  const bare = await copyCourse();
  expect(await runTito(["hint", "01", "--course", bare])).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito hint: 01-echo must have hints, got no file hints.json\n",
  });
});

test("a broken file of what was taken is one sentence with exit code 2, and stays as it is", async () => {
  await mkdir(join(course, ".tito"));
  for (const text of ["{", '{"taken": {"01-echo": {"echo": 4}}}']) {
    await writeFile(taken, text);
    const { code, stdout, stderr } = await tito("hint", "01", "echo");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^tito hint: .*hints\.json must be what `tito hint` wrote, got [^\n]+: delete it and begin again\n$/,
    );
    expect(await readFile(taken, "utf8")).toBe(text);
  }
});

test("it runs as a program, and what a module no longer has may stand in the file", async () => {
  await mkdir(join(course, ".tito"));
  await writeFile(taken, '{"taken": {"00-gone": {"part": 3}}}');
  expect(await spawnTito(["hint", "01", "echo", "--course", course])).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(await readFile(taken, "utf8"))).toEqual({
    taken: { "00-gone": { part: 3 }, "01-echo": { echo: 1 } },
  });
});
