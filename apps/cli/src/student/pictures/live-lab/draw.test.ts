// Lane: process

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../testing/copy-course.ts";
import { repository } from "../../../testing/run-tito.ts";
import { type Drawing, type DrawingTask, startDrawing } from "./draw.ts";

const runLab = JSON.stringify(join(repository, "packages/lab/src/terminal/index.ts"));

/** Draws what `step` of this source gives, twice, in a room of 90 columns. */
async function taskOn(source: string, limits: Partial<DrawingTask> = {}): Promise<DrawingTask> {
  const module = await temporaryFolder();
  for (const folder of ["src", "lab"]) await mkdir(join(module, folder));
  await writeFile(join(module, "src/index.ts"), source);
  const program = join(module, "lab/lab.ts");
  await writeFile(
    program,
    `import { runLab } from ${runLab};
     const lab = {
       data: ({ step }) => ({ value: step() }),
       frames: () => 1,
       say: ({ value }) => \`it is \${value}\`,
       draw: ({ value }, { frame, columns, colour }) => \`\${frame}: \${value} in \${columns}, \${colour}\`,
     };
     await runLab(lab, import.meta.dirname);`,
  );
  return { program, source: null, columns: 90, rows: 40, colour: true, seconds: 20, megabytes: 1024, ...limits };
}

async function drawn(source: string, limits: Partial<DrawingTask> = {}): Promise<Drawing | null> {
  return startDrawing(await taskOn(source, limits)).done;
}

async function wordsOn(source: string, limits: Partial<DrawingTask> = {}): Promise<string> {
  const drawing = await drawn(source, limits);
  return drawing?.kind === "failed" ? drawing.words : JSON.stringify(drawing);
}

test("what is drawn has every picture, its data, a sentence, and what the code printed", async () => {
  const source = 'export function step() { console.log("at the step"); console.error("and a warning"); return 7; }';
  expect(await drawn(source)).toEqual({
    kind: "drawn",
    frames: ["0: 7 in 90, true", "1: 7 in 90, true"],
    sentence: "it is 7",
    plot: null,
    data: { value: 7 },
    printed: "at the step\nand a warning\n",
  });
});

test("what is not drawn says why in the terminal's words", async () => {
  expect(await wordsOn('export const step = () => { throw new Error("TODO(01-echo): give it back"); };')).toMatch(
    /^Not written yet: give it back\.\nWrite it in src\//,
  );
  expect(await wordsOn("export const step = () => [1;\n")).toMatch(/src\/index\.ts:1 cannot be read: Expected/);
  expect(await wordsOn("export const step = () => nothing.there;\n")).toMatch(
    /ReferenceError: nothing is not defined\n +at step \(/,
  );
  expect(await wordsOn("export const step = () => process.exit(7);\n")).toBe(
    "The lab drew nothing and ended with exit code 7.",
  );
});

test("a loop that does not end is stopped at the limit, with its line, and what it printed before is kept", async () => {
  const drawing = await drawn('export function step() {\n  console.log("in");\n  for (;;);\n}\n', { seconds: 3 });
  expect(drawing).toMatchObject({ kind: "failed", printed: "in\n" });
  expect(drawing?.kind === "failed" && drawing.words).toMatch(
    /^The code ran longer than 3 s and was stopped at \S+src\/index\.ts:3\.$/,
  );
});

test("code that takes all memory is stopped, whether in lists or in typed arrays", async () => {
  const limits = { megabytes: 256 };
  const lists = "export function step() { const all = []; for (;;) all.push([all.length]); }";
  const arrays = "export function step() { const all = []; for (;;) all.push(new Float32Array(1e6).fill(1)); }";
  const words = "The code ran out of memory (limit 256 MB).";
  expect(await wordsOn(lists, limits)).toBe(words);
  expect(await wordsOn(arrays, limits)).toBe(words);
});

test("what the code leaves running is not waited for", async () => {
  const source = "export function step() { setInterval(() => {}, 1000); return 7; }";
  expect(await drawn(source)).toMatchObject({ kind: "drawn", data: { value: 7 } });
});

test("what only looks like a record is text that the code printed", async () => {
  const source = 'export function step() { console.log("\\u001enone"); return 7; }';
  expect(await drawn(source)).toMatchObject({ kind: "drawn", printed: "none\n" });
});

test("a drawing that is stopped comes to nothing", async () => {
  const drawing = startDrawing(await taskOn("export const step = () => 7;"));
  drawing.stop();
  expect(await drawing.done).toBeNull();
});
