// Lane: process

import type { LoadProblem } from "@tinytorch/course";
import { afterAll, describe, expect, test } from "vitest";
import { sandboxCommand } from "./layers.ts";
import { startRehearsal } from "./rehearsal-process.ts";
import { standInId } from "./rehearsed-tests.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import type { ReadingLimits } from "./strip-apart.ts";
import { SubmissionSession } from "./submission-session.ts";
import { TypeStripper } from "./type-stripper.ts";

/** An ordinary file that takes many times the limits below, and some of those that a submission really has. */
const long = Array.from(
  { length: 60_000 },
  (_, index) =>
    `export function f${index}<T extends { a: number }>(a: T, b: Array<Record<string, T>> = []): T | null { return (a as T) ?? null; }`,
).join("\n");

/** A file of one line takes a small part of a quarter of it. */
const readingLimits: ReadingLimits = { fileMilliseconds: 200, submissionMilliseconds: 2_000 };

const pool = await SandboxPool.open({
  packages: {},
  memoryMegabytes: 64,
  replyBytes: 100_000,
  cpuSeconds: 60,
  warm: 1,
  jail: "process",
  readingLimits,
});
afterAll(() => pool.close());

const index = 'export { a } from "./a.ts";\nexport { b } from "./b.ts";\nexport { c } from "./c.ts";\n';
const files = {
  "src/index.ts": index,
  "src/a.ts": "export const a = (): string => 'a';",
  "src/b.ts": "export const b = (): string => 'b';",
  "src/c.ts": 'import { b } from "./b.ts";\nexport const c = (): string => "c" + b();',
};

const toRun = {
  entry: "src/index.ts",
  exports: ["a", "b", "c"],
  allowedImports: [],
  seed: 7,
  limits: {
    testMilliseconds: 60_000,
    runMilliseconds: 600_000,
    memoryMegabytes: 64,
    consoleBytes: 1_000,
    replyBytes: 80_000,
    replyDepth: 10,
  },
};

interface Loaded {
  readonly problems: readonly LoadProblem[];
  /** What calling each export gives, or the failure. */
  readonly calls: readonly string[];
}

async function graded(files: Readonly<Record<string, string>>): Promise<Loaded> {
  const session = new SubmissionSession(pool, { ...toRun, files });
  const problems = await session.loaded();
  const calls: string[] = [];
  for (const name of toRun.exports) {
    const reply = await session.evaluate(`({ ${name} }) => ${name}()`, []);
    calls.push(reply.type === "value" ? reply.value : `${reply.failure.kind}: ${reply.failure.cause}`);
  }
  await session.close();
  pool.refill();
  return { problems, calls };
}

async function problemsAtHome(files: Readonly<Record<string, string>>): Promise<readonly LoadProblem[]> {
  const session = startRehearsal({ [standInId]: "" }, 64, { limits: readingLimits });
  const { problems } = await session.open({ ...toRun, randomSeed: toRun.seed, files, tests: {}, testFiles: [] });
  await session.close();
  return problems;
}

const tooLong = /^it takes longer than 0.2 s to read: make it shorter/;

describe("a file that takes too long to read", () => {
  test("costs nothing when nobody needs it, and is told by name, at home as graded", async () => {
    const withHelper = { ...files, "src/helper.ts": long };
    const { problems, calls } = await graded(withHelper);
    expect(problems).toEqual([
      { file: "src/helper.ts", line: null, column: null, message: expect.stringMatching(tooLong) },
    ]);
    expect(calls).toEqual(['"a"', '"b"', '"cb"']);
    expect(await problemsAtHome(withHelper)).toEqual(problems);
  });

  test("costs what needs it, and nothing else", async () => {
    const { problems, calls } = await graded({ ...files, "src/b.ts": `${long}\n${files["src/b.ts"]}` });
    expect(problems.map(({ file }) => file)).toEqual(["src/b.ts"]);
    expect(calls).toEqual([
      '"a"',
      expect.stringMatching(/^load: src\/b\.ts does not load: it takes longer/),
      expect.stringMatching(/^load: src\/b\.ts does not load: it takes longer/),
    ]);
  });

  test("leaves a quarter of the limit to each one after it, at home as graded", async () => {
    const two = { "src/helper.ts": long, "src/other.ts": long, ...files };
    const { problems, calls } = await graded(two);
    expect(problems.map(({ file, message }) => [file, message])).toEqual([
      ["src/helper.ts", expect.stringMatching(tooLong)],
      ["src/other.ts", expect.stringMatching(/^it takes longer than 0.05 s to read/)],
    ]);
    expect(calls).toEqual(['"a"', '"b"', '"cb"']);
    expect(await problemsAtHome(two)).toEqual(problems);
  });
});

async function strip(
  files: Readonly<Record<string, string>>,
  options: { readonly limits: ReadingLimits; readonly nodeFlags?: readonly string[] },
) {
  const { limits, nodeFlags = [] } = options;
  const { words, ...command } = await sandboxCommand(60, { jail: "process" });
  const program = words.indexOf(process.execPath) + 1;
  const stripper = new TypeStripper(
    { ...command, words: [...words.slice(0, program), ...nodeFlags, ...words.slice(program)] },
    { limits },
  );
  const notices: SandboxNotice[] = [];
  const onNotice = (notice: SandboxNotice) => notices.push(notice);
  const { problems, files: javascript } = await stripper.strip(files, { onNotice });
  await stripper.close();
  return { problems, read: Object.keys(javascript), notices };
}

test("a file is given up when two parsers have not come to an end with it, and each is logged", async () => {
  const { read, notices } = await strip({ "src/long.ts": long, ...files }, { limits: readingLimits });
  expect(read).toEqual(Object.keys(files));
  expect(notices).toEqual([
    { during: "strip", blame: "submission", cause: "no answer, and busy", time: 1 },
    { during: "strip", blame: "submission", cause: "no answer, and busy", time: 2 },
  ]);
});

test("once all the time for a submission is over its other files are not read, and each says why", async () => {
  const limits = { fileMilliseconds: 200, submissionMilliseconds: 250 };
  const { problems, read } = await strip({ "src/a.ts": "", "src/long.ts": long, "src/z.ts": "" }, { limits });
  expect(read).toEqual(["src/a.ts"]);
  expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    expect.stringMatching(/^src\/long\.ts: it takes longer than 0.2 s to read/),
    "src/z.ts: it was not read, for the files before it take longer than 0.25 s: mend those first",
  ]);
});

test("a file that no parser has the memory for is a problem of its own alone", async () => {
  const limits = { fileMilliseconds: 60_000, submissionMilliseconds: 600_000 };
  const { problems, read } = await strip(
    { "src/a.ts": "", "src/long.ts": `// ${"-".repeat(2 ** 25)}`, "src/z.ts": "" },
    { limits, nodeFlags: ["--max-old-space-size=24"] },
  );
  expect(read).toEqual(["src/a.ts", "src/z.ts"]);
  expect(problems).toEqual([
    { file: "src/long.ts", line: null, column: null, message: expect.stringMatching(/^it cannot be read: /) },
  ]);
});
