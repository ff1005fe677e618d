// Lane: process

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll, expect, test } from "vitest";

const fixture = join(import.meta.dirname, "../fixtures/course");

/** Further suites, by module: one that is none, and one that can be made to work without end in each test. */
const others = {
  "02-broken/echo": `throw new Error("no suite");`,
  "03-slow/sum": `
import { hidden } from "../hidden.ts";

for (const [id, title, points, visibility, hint] of [
  ["sum.several", "sum adds several values", 50, "visible", "Add them."],
  ["sum.none", "the sum of nothing is 0", 10, "never", "Start from 0."],
] as const) {
  hidden(id, { title, points, visibility, hint }, async ({ submission }) => {
    if ((await submission.evaluate(({ sum }) => sum([]))) === -1) for (;;);
  });
}
`,
};

/** Whatever a reply may hold, a suite that can be made to work on it without end must cost its own test alone. */
const suite = `
import { expect } from "vitest";
import { hidden } from "../hidden.ts";

hidden(
  "echo.value",
  { title: "echo gives its value back", points: 40, visibility: "visible", hint: "Return it." },
  async ({ submission, inputs: value }) => {
    if (value === 666) for (;;);
    const reply = await submission.evaluate(({ echo }, value) => echo(value), value);
    if (reply === -1) for (;;);
    if (reply === -2) for (const kept: object[] = []; ; ) kept.push(new Array(500_000).fill(reply / 4));
    expect(reply).toEqual(value);
  },
);
`;

let root: string;
let grader: Grader;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "course-"));
  await cp(fixture, root, { recursive: true });
  await writeFile(join(root, "grading/01-echo/echo/suite.test.ts"), suite);
  for (const [place, text] of Object.entries(others)) {
    const [id = ""] = place.split("/");
    for (const half of ["modules", "grading"]) {
      await cp(join(root, half, "01-echo"), join(root, half, id), { recursive: true });
    }
    for (const file of [`modules/${id}/module.json`, `grading/${id}/rubric.json`]) {
      const text = await readFile(join(root, file), "utf8");
      await writeFile(join(root, file), text.replace("01-echo", id));
    }
    await writeFile(join(root, `grading/${place}/suite.test.ts`), text);
  }
  grader = await startGrader({ root, jail: "process" });
});
afterAll(async () => {
  await grader.close();
  await rm(root, { recursive: true });
});

const gradeEcho = (echo: string, seed = 1) =>
  grader.grade({
    moduleId: "01-echo",
    files: {
      "src/index.ts": `export const echo = (value) => ${echo};
        export const sum = (values) => values.reduce((a, b) => a + b, 0);`,
    },
    seed,
  });

test.each([
  ["uses up the time of the suite's own thread", "-1", "The result took too long to compare.\nReturn it."],
  // Where a machine hands out memory slowly, the time is over first.
  [
    "uses up its memory",
    "-2",
    expect.stringMatching(/^The result took too (much memory|long) to compare\.\nReturn it\.$/),
  ],
  [
    "is tens of thousands of nested arrays",
    "Array.from({ length: 10_000 }, () => [[[[[[[[value]]]]]]]])",
    "The result holds more than is expected here.\nReturn it.",
  ],
  ["is deep", "[[[[[[[[[value]]]]]]]]]", "The result holds more than is expected here.\nReturn it."],
  ["is a large typed array", "new Float32Array(100_000)", "The result holds more than is expected here.\nReturn it."],
])("a reply that %s costs its own test alone", async (_, echo, output) => {
  const report = await gradeEcho(echo);
  expect(report.tests.map(({ status, kind }) => [status, kind])).toEqual([
    ["failed", "refused-reply"],
    ["passed", null],
    ["passed", null],
  ]);
  expect(report).toMatchObject({ score: 60, tests: [{ output }, {}, {}] });
  expect(await gradeEcho("value")).toMatchObject({ score: 100 });
});

test("a submission that does it in every test has every test failed, and the grader goes on", async () => {
  const files = { "src/index.ts": "export const echo = () => -1; export const sum = echo;" };
  const { tests } = await grader.grade({ moduleId: "03-slow", files, seed: 1 });
  expect(tests.map(({ kind }) => kind)).toEqual(["refused-reply", "refused-reply", "refused-reply"]);
  expect(await gradeEcho("value")).toMatchObject({ score: 100 });
});

test("a suite that is broken, or goes on for ever before it has asked anything, is the machinery's failure", async () => {
  const broken = grader.grade({ moduleId: "02-broken", files: { "src/index.ts": "" }, seed: 1 });
  await expect(broken).rejects.toMatchObject({
    name: "InfrastructureError",
    message: expect.stringContaining("no suite"),
  });
  await expect(gradeEcho("value", 665)).rejects.toMatchObject({ name: "InfrastructureError" });
  expect(await gradeEcho("value")).toMatchObject({ score: 100 });
});
