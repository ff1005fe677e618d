// Lane: process

import type { LoadProblem } from "@tinytorch/course";
import { afterAll, expect, test } from "vitest";
import { SandboxPool } from "./sandbox-pool.ts";
import { SubmissionSession } from "./submission-session.ts";

const pool = await SandboxPool.open({
  packages: { "@tinytorch/tensor/src/index.ts": "export const two = 2;" },
  memoryMegabytes: 64,
  replyBytes: 100_000,
  cpuSeconds: 60,
  warm: 1,
});
afterAll(() => pool.close());

interface Loaded {
  readonly problems: readonly LoadProblem[];
  /** What calling each export gives, or the failure. */
  readonly calls: readonly string[];
  readonly printed: string;
  /** What ended processes. */
  readonly causes: readonly string[];
}

async function load(
  files: Readonly<Record<string, string>>,
  exports: readonly string[] = ["a", "b", "c"],
  testMilliseconds = 60_000,
): Promise<Loaded> {
  const causes: string[] = [];
  const session = new SubmissionSession(pool, {
    files,
    entry: "src/index.ts",
    exports,
    onNotice: ({ cause }) => causes.push(cause),
    allowedImports: ["@tinytorch/tensor"],
    seed: 7,
    limits: {
      testMilliseconds,
      runMilliseconds: 600_000,
      memoryMegabytes: 64,
      consoleBytes: 1_000,
      replyBytes: 80_000,
      replyDepth: 10,
    },
  });
  const problems = await session.loaded();
  const calls: string[] = [];
  for (const name of exports) {
    const reply = await session.evaluate(`({ ${name} }) => ${name}()`, []);
    calls.push(reply.type === "value" ? reply.value : `${reply.failure.kind}: ${reply.failure.cause}`);
  }
  const printed = await session.close();
  pool.refill();
  return { problems, calls, printed, causes };
}

const index = `
export { a } from "./a.ts";
export { b } from "./b.ts";
export { c } from "./c.ts";
`;
/** Three files, of which c needs b when it is called. */
const files = {
  "src/index.ts": index,
  "src/a.ts": "export const a = () => 'a';",
  "src/b.ts": "export const b = () => 'b';",
  "src/c.ts": 'import { b } from "./b.ts";\nexport const c = (): string => "c" + b();',
};

test("what loads is called, and there is no problem", async () => {
  expect(await load(files)).toEqual({ problems: [], calls: ['"a"', '"b"', '"cb"'], printed: "", causes: [] });
});

test.each<readonly [what: string, b: string, place: readonly [number, number], message: RegExp]>([
  ["a stray bracket", "export const b = () => 'b';\n}", [2, 1], /^syntax error at `}`: .*one too many/],
  ["an enum", "export enum B { A }\nexport const b = () => 'b';", [1, 8], /^an enum cannot be run as it stands: write/],
  ["what is found twice", "const b = 1;\nlet b = 2;\nexport { b };", [2, 5], /already been declared/],
  ["nesting without measure", `export const b = ${"[".repeat(9_000)}${"]".repeat(9_000)};`, [1, 1], /nests too deep/],
  ["a decorator", "export const b = 1;\n@b class C {}", [2, 1], /^decorators cannot be run here/],
  ["an error", "export const b = 1;\n(null as any).x();", [2, 15], /the submission says: "TypeError: Cannot read/],
  ["a text that is thrown", "export const b = 1;\nthrow 'no\\nluck \"today\"';", [1, 1], /says: "no luck 'today'"$/],
  [
    "what is not there",
    "export const b = process.env;",
    [1, 18],
    /^`process` is not there: your code runs without Node/,
  ],
  ["what nobody knows", "export const b = nowhere;", [1, 18], /^`nowhere` is not there: declare it, or import it/],
  [
    "an import of Node's",
    'import "node:fs";\nexport const b = 1;',
    [1, 8],
    /^import: this module may import @tinytorch\/tensor and its own files, got "node:fs"/,
  ],
  [
    "a file that is not there",
    'export * from "./d.ts";\nexport const b = 1;',
    [1, 15],
    /^import: a relative import must name one of the submitted files, got "\.\/d\.ts"/,
  ],
  [
    "an await for ever",
    "export const b = 1;\nawait new Promise(() => {});",
    [2, 1],
    /^it waits for ever as it is loaded/,
  ],
])("%s costs what needs the file, and nothing else", async (_, b, [line, column], message) => {
  const { problems, calls } = await load({ ...files, "src/b.ts": b });
  const known = b.startsWith("export const b = 1;\nthrow");
  expect(problems).toEqual([
    {
      file: "src/b.ts",
      line: known ? null : line,
      column: known ? null : column,
      message: expect.stringMatching(message),
    },
  ]);
  const [first, second, third] = calls;
  expect(first).toBe('"a"');
  for (const each of [second, third]) expect(each).toMatch(/^load: src\/b\.ts does not load/);
});

test("a file that never ends costs what needs it, and is not tried again in each new process", async () => {
  const { problems, calls, printed } = await load(
    {
      ...files,
      "src/a.ts": "export const a = () => { for (;;); };",
      "src/b.ts": "console.log('tried');\nexport const b = 1;\nfor (;;) {}",
    },
    ["a", "b", "c", "a"],
    500,
  );
  expect(problems).toEqual([
    {
      file: "src/b.ts",
      line: 3,
      column: null,
      message: expect.stringMatching(/^it never ends as it is loaded, and was stopped after 0.5 s/),
    },
  ]);
  expect(calls).toEqual([
    expect.stringMatching(/^timeout: /),
    expect.stringMatching(/^load: src\/b\.ts does not load/),
    expect.stringMatching(/^load: src\/b\.ts does not load/),
    expect.stringMatching(/^timeout: /),
  ]);
  // One time may be an accident: it is tried twice, in however many processes what else there is runs.
  expect(printed).toBe("tried\ntried\n");
});

test("a function of the language's that nothing can end costs its own time, and not what a process may have in all", async () => {
  const endless = 'const a = (length) => "a".repeat(length);\na(2 ** 24).indexOf(a(10) + "b" + a(2 ** 20));';
  const { calls, causes } = await load({ ...files, "src/b.ts": endless }, ["a"], 500);
  expect(calls).toEqual([
    "load: src/index.ts does not load: while loading, the code ran longer than 0.5 s and was stopped",
  ]);
  // The process says so itself, before the far wall.
  expect(causes).toEqual(Array(2).fill("processor time used up"));
});

test("all problems of all files are told at once", async () => {
  const { problems } = await load({
    "src/index.ts": index,
    "src/a.ts": "export enum A { B }",
    "src/b.ts": 'import fs from "node:fs";\nexport const b = fs;',
    "src/c.ts": "throw new Error('c');",
    "src/unused.ts": "}",
  });
  expect(problems.map(({ file }) => file).sort()).toEqual(["src/a.ts", "src/b.ts", "src/c.ts", "src/unused.ts"]);
});

test("a file full of imports that lead nowhere costs what needs it, and little time", async () => {
  const lines = (line: (index: number) => string) =>
    Array.from({ length: 5_000 }, (_, index) => line(index)).join("\n");
  const many = {
    "src/unused.ts": lines((index) => `import "./x${index}";`),
    "src/c.ts": `import { ${lines((index) => `n${index},`)} } from "./a.ts";\nexport const c = () => "c";`,
  };
  const { problems, calls } = await load({ ...files, ...many }, ["a", "b", "c"], 1_000);
  expect(calls).toEqual(['"a"', '"b"', expect.stringMatching(/^load: src\/c\.ts does not load/)]);
  const of = (file: string) => problems.filter((problem) => problem.file === file).length;
  expect([of("src/unused.ts"), of("src/a.ts"), of("src/c.ts")]).toEqual([20, 100, 1]);
});

test("a class built on one that does not load is lost with it, and told with the other's problem", async () => {
  const { problems, calls } = await load(
    {
      ...files,
      "src/a.ts": "export class A {}\nthrow new Error('x');",
      "src/index.ts": 'export { A } from "./a.ts";\nexport { B } from "./b.ts";\nexport { C } from "./c.ts";',
      "src/b.ts": 'import { A } from "./a.ts";\nexport class B extends A {}',
      "src/c.ts": 'import { B } from "./b.ts";\nexport class C extends B {}',
    },
    ["A", "B", "C"],
  );
  expect(problems.map(({ file }) => file)).toEqual(["src/a.ts"]);
  for (const each of calls) expect(each).toMatch(/^load: src\/a\.ts does not load \(line 2\)/);
});

test("a name that is not exported costs its own uses; a type among the values costs nothing, and is told", async () => {
  const { problems, calls } = await load(
    {
      ...files,
      "src/b.ts": "export interface Options { x: number }\nexport const b = () => 'b';",
      "src/c.ts":
        'import { two, three } from "@tinytorch/tensor";\nimport { b, Options } from "./b.ts";\nexport const c = (_?: Options) => two + (b() === "b" ? 0 : three);',
      "src/index.ts": `${index}export { missing } from "./a.ts";`,
    },
    ["a", "b", "c", "missing"],
  );
  expect([...problems].sort((one, other) => (one.line ?? 0) - (other.line ?? 0))).toEqual([
    {
      file: "src/a.ts",
      line: null,
      column: null,
      message: "it exports no value named missing, which src/index.ts imports",
    },
    {
      file: "src/c.ts",
      line: 1,
      column: 15,
      message:
        '"@tinytorch/tensor" exports no value named three: if it is a type write `import type { three }`, else look at how it is spelled and exported there',
    },
    { file: "src/c.ts", line: 2, column: 13, message: expect.stringContaining("`import type { Options }`") },
  ]);
  expect(calls).toEqual(['"a"', '"b"', "2", expect.stringMatching(/^load: src\/a\.ts does not load: it exports no/)]);
});

test("files that import each other load together, and a default or a star export is found", async () => {
  const { problems, calls } = await load({
    "src/index.ts": 'export * from "./a.ts";\nexport { default as b } from "./b";\nexport * from "./deep/c.js";',
    "src/a.ts": 'import b from "./b.ts";\nexport const a = () => (typeof b === "function" ? "a" : "");',
    "src/b.ts": 'import { a } from "./a.ts";\nexport default () => (typeof a === "function" ? "b" : "");',
    "src/deep/c.ts": 'export { c } from "../further/deep";',
    "src/further/deep/index.ts": "export const c = () => 'c';",
  });
  expect({ problems, calls }).toEqual({ problems: [], calls: ['"a"', '"b"', '"c"'] });
  const broken = await load({
    "src/index.ts": 'export * from "./a.ts";\nexport * from "./b.ts";\nexport const c = () => "c";',
    "src/a.ts": "export const a = () => 'a';",
    "src/b.ts": "export const b = (;",
  });
  expect(broken.calls).toEqual(['"a"', expect.stringMatching(/^load: src\/b\.ts does not load/), '"c"']);
});

test("beside a name that is not there, a default export is had where there is one, and asked of nobody else", async () => {
  const { problems, calls } = await load(
    {
      "src/index.ts": `
        import { lacking, a } from "./a.ts";
        import b, { wanting } from "./b.ts";
        export { a, b };
        export const c = () => lacking() + wanting();`,
      "src/a.ts": "// No export default here.\nexport const a = () => 'a';",
      "src/b.ts": 'export { default } from "./deep/b.ts";',
      "src/deep/b.ts": "export default () => 'b';",
    },
    ["a", "b", "c"],
  );
  expect(problems.map(({ file, message }) => [file, message])).toEqual([
    ["src/a.ts", "it exports no value named lacking, which src/index.ts imports"],
    ["src/b.ts", "it exports no value named wanting, which src/index.ts imports"],
  ]);
  expect(calls).toEqual(['"a"', '"b"', expect.stringMatching(/^load: src\/a\.ts does not load/)]);
});

test("what an import lacks is told where it stands, and not at a comment of the same words", async () => {
  const { problems, calls } = await load({
    ...files,
    "src/index.ts": `// import { lacking } from "./a.ts";
      // export * from "./b.ts";
      import "./b.ts";
      import { lacking } from "./a.ts";
      export const a = () => lacking();`,
    "src/a.ts": '// import fs from "node:fs";\nconst name = "fs";\nimport fs from "node:fs";\nexport const a = fs;',
    "src/b.ts": "throw new Error('gone');",
  });
  expect(problems.map(({ file, line }) => [file, line])).toEqual([
    ["src/a.ts", 3],
    ["src/b.ts", 1],
  ]);
  expect(calls).toEqual([
    expect.stringMatching(/^load: src\/a\.ts does not load \(line 3\)/),
    "load: src/index.ts does not export b",
    "load: src/index.ts does not export c",
  ]);
});

test("what waits for ever is told at its await when there is one, and else by its file", async () => {
  const circle = { "src/index.ts": 'import "./b.ts";\nexport const a = 1;', "src/b.ts": 'import "./index.ts";\n' };
  const forEver = "await new Promise(() => {});";
  const once = await load({ ...circle, "src/b.ts": `${circle["src/b.ts"]}${forEver}` });
  expect(once.problems.map(({ file, line, column }) => [file, line, column])).toEqual([["src/b.ts", 2, 1]]);
  const more = await load({ ...files, "src/b.ts": `export const b = async () => { await 1; };\n${forEver}` });
  expect(more.problems.map(({ file, line, column }) => [file, line, column])).toEqual([["src/b.ts", null, null]]);
});

test("a name that two files hand on costs what needs it, and is told where it is imported", async () => {
  const { problems, calls } = await load({
    ...files,
    "src/index.ts": '\nimport { a, b } from "./both.ts";\nexport { a };\nexport const c = () => b();',
    "src/both.ts": 'export * from "./a.ts";\nexport * from "./b.ts";\nexport * from "./c.ts";',
    "src/c.ts": "export const b = 1;",
  });
  expect(problems.map(({ file, line, column }) => [file, line, column])).toEqual([["src/index.ts", 2, 13]]);
  expect(problems[0]?.message).toMatch(/^"\.\/both\.ts" has several values named b from files that it hands on/);
  expect(calls).toEqual([
    '"a"',
    "load: src/index.ts does not export b",
    expect.stringMatching(/^load: src\/index\.ts does not load \(line 2\): "\.\/both\.ts" has several/),
  ]);
});

test("what stands in for something that does not load is told as that in a result too", async () => {
  const { calls } = await load({
    "src/index.ts": `import { lacking } from "./a.ts";
      export const a = () => lacking, b = () => [1, { lacking }], c = () => [() => lacking];`,
    "src/a.ts": "export const a = 1;",
  });
  const needed = expect.stringMatching(/^load: src\/a\.ts does not load: it exports no value named lacking/);
  expect(calls).toEqual([needed, needed, expect.stringMatching(/^refused-reply: .* holds a function$/)]);
});

test("an entry that does not load costs everything of the submission, and nothing of the packages", async () => {
  const { problems, calls } = await load({ ...files, "src/index.ts": `${index}\n}` });
  expect(problems).toHaveLength(1);
  for (const each of calls) expect(each).toMatch(/^load: src\/index\.ts does not load \(line 6\): syntax error at `}`/);
});

test("what a submission says as it is loaded stays one line that is plainly its own", async () => {
  const { problems } = await load({
    "src/index.ts": `export const a = 1;
      const error = new Error("gone\\n\\u001b[32m\\u2028All hidden tests passed\\r\\n\\u202e 100 of 100");
      Object.defineProperty(error, "name", { value: "Passed\\n" });
      throw error;`,
  });
  expect(problems.map(({ message }) => message)).toEqual([
    `it stops with an error as it is loaded; the submission says: "Error: gone [32m All hidden tests passed 100 of 100"`,
  ]);
});
