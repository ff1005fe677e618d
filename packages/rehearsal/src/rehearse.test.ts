// Lane: process

import { describe, expect, test } from "vitest";
import { checkLoad } from "./rehearse.ts";
import { hurried, manifest, rehearseTest, rehearseTexts, right } from "./testing/rehearse-texts.ts";

describe("what is told of a test", () => {
  test("one that passes, one that is wrong and one that is not written yet, each with its place", async () => {
    const files = {
      "src/index.ts": `import { half } from "./half.ts";\nexport const twice = (value) => half(4 * value);\n`,
    };
    const half = {
      "src/half.ts":
        'export function half(value: number): number {\n  if (value === 8) return 5;\n  if (value === 0) throw new Error("TODO(01-small): halve zero");\n  return value / 2;\n}\n',
    };
    const { tests, loadProblems, brokenTestFiles } = await rehearseTest(
      `describe("twice", () => {
        test("of three is six", () => expect(twice(3)).toBe(6));
        describe("small numbers", () => {
          test("two", () => {
            expect(twice(2)).toBe(4);
          });
        });
        test("zero", () => expect(twice(0)).toBe(0));
      });`,
      { ...files, ...half },
    );
    expect({ loadProblems, brokenTestFiles }).toEqual({ loadProblems: [], brokenTestFiles: [] });
    expect(tests.map(({ component, name, state, cause, where }) => ({ component, name, state, cause, where }))).toEqual(
      [
        { component: "twice", name: "of three is six", state: "passed", cause: null, where: null },
        {
          component: "twice",
          name: "small numbers › two",
          state: "failed",
          cause: "expected 5 to be 4 // Object.is equality",
          where: "tests/sample.test.ts:6",
        },
        {
          component: "twice",
          name: "zero",
          state: "failed",
          cause: "not written yet: halve zero",
          where: "src/half.ts:3",
        },
      ],
    );
  });

  test("an error's class is said with its message, and an error of the submission is one of the test's own realm", async () => {
    const files = { "src/index.ts": 'export const twice = () => { throw new RangeError("twice: too large"); };\n' };
    const { tests } = await rehearseTest(
      `test("throws", () => expect(() => twice(1)).toThrow(RangeError));
       test("falls", () => { twice(1); });`,
      files,
    );
    expect(tests.map(({ state, cause, where }) => ({ state, cause, where }))).toEqual([
      { state: "passed", cause: null, where: null },
      { state: "failed", cause: "RangeError: twice: too large", where: "src/index.ts:1" },
    ]);
  });

  test("a list of a test's is what a suite's is: an Array, and without what the submission has added to its own", async () => {
    const files = {
      "src/index.ts": `Array.prototype.last = function () { return this.at(-1); };
Object.defineProperty(Object.prototype, "own", { get: () => 1 });
export const twice = (list, plain) => [
  list instanceof Array, list.constructor === Array, plain.constructor === Object, list.map((each) => each).constructor === Array,
  typeof list.last, typeof [1].last, typeof plain.own,
];\n`,
    };
    const { tests } = await rehearseTest(
      `test("kinds", () => {
         const kinds = twice([1, 2], { a: 1 });
         expect(kinds).toStrictEqual([true, true, true, true, "undefined", "function", "undefined"]);
       });`,
      files,
    );
    expect(tests.map(({ state, cause }) => ({ state, cause }))).toEqual([{ state: "passed", cause: null }]);
  });

  test("what was printed stands with the test that printed it, and what loading printed apart", async () => {
    const files = {
      "src/index.ts":
        'console.log("loading");\nexport const twice = (value) => { console.log("twice of", value); return 2 * value; };\n',
    };
    const { console, tests } = await rehearseTest(
      'test("one", () => { twice(1); twice(2); });\ntest("silent", () => {});\ntest("three", () => { twice(3); });',
      files,
    );
    expect(console).toBe("loading\n");
    expect(tests.map((each) => each.console)).toEqual(["twice of 1\ntwice of 2\n", "", "twice of 3\n"]);
  });

  test("where two values differ is told with both, however long they are", async () => {
    const long = "Array.from({ length: 40 }, (_, index) => ({ index, values: [index, index / 2] }))";
    const { tests } = await rehearseTest(
      `const long = () => ${long};
       test("deep", () => { const other = long(); other[30].values[1] = 7; expect(other).toEqual(long()); });
       test("length", () => expect(Float32Array.of(1, 2, 3)).toEqual(Float32Array.of(1, 2)));
       test("lacks", () => expect({ a: 1 }).toEqual({ a: 1, "b c": 2 }));
       test("kinds", () => expect([{ a: 1 }]).toEqual([{ a: expect.any(String) }]));
       test("whole", () => expect(1).toEqual(2));
       test("other", () => expect([1]).toContain(2));`,
    );
    expect(tests.map(({ difference }) => difference)).toEqual([
      "at [30].values[1]: expected 15, received 7",
      "at length: expected 2, received 3",
      'at ["b c"]: expected 2, received nothing',
      "at [0].a: expected Any<String>, received 1",
      null,
      null,
    ]);
  });

  test("what Node and browsers have and submissions have not is told with what there is instead", async () => {
    const files = {
      "src/index.ts":
        'export const twice = (name) => ({ process: () => process.env, window: () => window, require: () => require("fs"), setTimeout: () => setTimeout(() => {}), other: () => other })[name]();\n',
    };
    const { tests } = await rehearseTest(
      'test.each(["process", "window", "require", "setTimeout", "other"])("%s", (name) => { twice(name); });',
      files,
    );
    expect(tests.map(({ cause }) => cause)).toEqual([
      "`process` is not there: your code runs without Node, and what it works on comes as arguments",
      "`window` is not there: your code runs without a browser, and what it works on comes as arguments",
      "`require` is not there: your code runs without Node, and what it works on comes as arguments",
      "`setTimeout` is not there: nothing waits here, so call the function itself",
      "ReferenceError: other is not defined",
    ]);
  });

  test("a test that waits is waited for, and one that waits for ever is named", async () => {
    const { tests } = await rehearseTest(
      `test("comes", async () => expect(await Promise.resolve(twice(1))).toBe(2));
       test("comes to nothing", async () => { await null; throw new Error("late"); });
       test("never", () => new Promise(() => {}));
       test("after it", () => {});`,
    );
    expect(tests.map(({ state, cause }) => [state, cause])).toEqual([
      ["passed", null],
      ["failed", "late"],
      ["failed", "it waits for something that never comes"],
      ["passed", null],
    ]);
  });
});

describe("limits", () => {
  test("an endless loop ends at the limit, at its place in the student's file, and the tests after it run", async () => {
    const files = {
      "src/index.ts": "export function twice(value: number): number {\n  while (value > 2);\n  return 2 * value;\n}\n",
    };
    const { tests } = await rehearseTest(
      `let before = 0;
       test("one", () => { before += 1; expect(twice(1)).toBe(2); });
       test("three", () => { twice(3); });
       test("four, later", async () => { await null; twice(4); });
       test("two", () => expect(twice(2)).toBe(4));`,
      files,
      hurried,
    );
    expect(tests.map(({ state, cause, where }) => ({ state, cause, where }))).toEqual([
      { state: "passed", cause: null, where: null },
      { state: "failed", cause: "it ran longer than 0.4 s and was stopped", where: "src/index.ts:2" },
      { state: "failed", cause: "it ran longer than 0.4 s and was stopped", where: "src/index.ts:2" },
      { state: "passed", cause: null, where: null },
    ]);
  });

  test("once a function has run out of time twice its other tests fail at once and say why; another has its whole time", async () => {
    const files = {
      "src/index.ts": `import { spin } from "./spin.ts";
export function twice(value: number): number {
  if (value > 2) for (;;);
  if (value < 0) return spin();
  return 2 * value;
}
`,
      "src/spin.ts": "export function spin(): number {\n  for (;;);\n}\n",
    };
    const { tests } = await rehearseTest(
      `test("three", () => { twice(3); });
       test("four", () => { twice(4); });
       test("five", () => { twice(5); });
       test("less", () => { twice(-1); });
       test("two", () => expect(twice(2)).toBe(4));`,
      files,
      hurried,
    );
    const whole = "it ran longer than 0.4 s and was stopped";
    expect(tests.map(({ cause, where }) => [cause, where])).toEqual([
      [whole, "src/index.ts:3"],
      [whole, "src/index.ts:3"],
      ["stopped after 0.05 s: `twice` in src/index.ts ran out of time in earlier tests too", "src/index.ts:3"],
      [whole, "src/spin.ts:2"],
      [null, null],
    ]);
  });

  test("memory that runs out is that test's failure", async () => {
    const files = {
      "src/index.ts":
        "const kept = [];\nexport const twice = (value) => { for (;;) kept.push(new Array(100_000).fill(value)); };\n",
    };
    const { tests } = await rehearseTest('test("grows", () => twice(1));\ntest("stays", () => {});', files);
    expect(tests.map(({ state, cause }) => [state, cause])).toEqual([
      ["failed", "it ran out of memory (limit 32 MB)"],
      ["passed", null],
    ]);
  });
});

describe("what does not load", () => {
  test("of the submission is told once, with its place; tests that need it name it, and the others run", async () => {
    const files = {
      "src/index.ts": 'export { twice } from "./twice.ts";\nexport { half } from "./half.ts";\n',
      "src/twice.ts": "export enum Mode { A }\nexport const twice = (value) => 2 * value;\n",
      "src/half.ts": "export const half = (value) => value / 2;\n",
    };
    const { loadProblems, tests, brokenTestFiles } = await rehearseTexts(
      {
        "tests/twice.test.ts":
          'import { expect, test } from "vitest"; import { twice } from "../src/index.ts"; test("twice", () => expect(twice(1)).toBe(2));',
        "tests/half.test.ts":
          'import { expect, test } from "vitest"; import { half } from "../src/index.ts"; test("half", () => expect(half(2)).toBe(1));',
      },
      files,
    );
    expect(loadProblems).toEqual([
      { file: "src/twice.ts", line: 1, column: expect.any(Number), message: expect.stringContaining("enum") },
    ]);
    expect(brokenTestFiles).toEqual([]);
    expect(tests.map(({ name, state, cause }) => [name, state, cause])).toEqual([
      ["twice", "failed", "src/twice.ts does not load"],
      ["half", "passed", null],
    ]);
  });

  test("a name that the entry does not export is told by the test that uses it", async () => {
    const { tests } = await rehearseTexts({
      "tests/a.test.ts":
        'import { expect, test } from "vitest"; import { twice, thrice } from "../src/index.ts";\ntest("twice", () => expect(twice(1)).toBe(2));\ntest("thrice", () => expect(thrice(1)).toBe(3));',
    });
    expect(tests.map(({ state, cause }) => [state, cause])).toEqual([
      ["passed", null],
      ["failed", "src/index.ts does not export thrice"],
    ]);
  });

  test("a file that lacks what another imports of it is the one that is named", async () => {
    const files = {
      "src/index.ts": 'export { twice } from "./twice.ts";\nexport { half } from "./half.ts";\n',
      "src/half.ts": "export const half = (value) => value / 2;\n",
      "src/twice.ts": 'import { half } from "./half.ts";\nexport const twice = (value) => half(4 * value);\n',
    };
    const check = async (changed: Readonly<Record<string, string>>) =>
      (await checkLoad(manifest, { ...files, ...changed })).map(({ file, line, message }) => [file, line, message]);
    expect(await check({ "src/half.ts": "" })).toEqual([
      ["src/half.ts", null, "it exports no value named half, which src/twice.ts imports"],
    ]);
    expect(await check({ "src/half.ts": "export const halfs = (value) => value / 2;\n" })).toEqual([
      ["src/twice.ts", 1, '"./half.ts" exports no value named half; did you mean halfs?'],
      ["src/index.ts", 2, '"./half.ts" exports no value named half; did you mean halfs?'],
    ]);
    expect(await check({ "src/half.ts": "export type half = number;\n" })).toEqual([
      ["src/twice.ts", 1, '"./half.ts" exports half as a type: write `import type { half }`'],
      ["src/index.ts", 2, '"./half.ts" exports half as a type: write `import type { half }`'],
    ]);
    expect(await check({ "src/twice.ts": 'import half from "./half.ts";\nexport const twice = half;\n' })).toEqual([
      ["src/twice.ts", null, '"./half.ts" has no default export: import what is there by its name, in braces'],
    ]);
  });

  test("a test file with a mistake of its own is named, and the others run", async () => {
    const { brokenTestFiles, tests } = await rehearseTexts({
      "tests/a.test.ts": 'import { test } from "vitest";\ntest("a", () => {;',
      "tests/b.test.ts": 'import { test } from "vitest"; test("b", () => {});\nthrow new Error("no such thing");',
      "tests/c.test.ts": 'import { test } from "vitest";\nimport { nothing } from "./nothing.ts";',
      "tests/d.test.ts": 'import { test } from "vitest";\nimport { nine } from "./shared.ts";\ntest(nine, () => {});',
      "tests/shared.ts": 'export const nine: string = "nine";',
    });
    expect(tests.map(({ file, name }) => [file, name])).toEqual([["tests/d.test.ts", "nine"]]);
    expect(brokenTestFiles.map(({ file }) => file)).toEqual(["tests/a.test.ts", "tests/b.test.ts", "tests/c.test.ts"]);
    expect(brokenTestFiles[1]).toEqual({
      file: "tests/b.test.ts",
      message: "no such thing",
      where: "tests/b.test.ts:2",
    });
  });

  test("the check of what loads finds it without a test", async () => {
    expect(await checkLoad(manifest, { "src/index.ts": right })).toEqual([]);
    expect(await checkLoad(manifest, { "src/index.ts": `${right}namespace Deep { export const x = 1; }` })).toEqual([
      { file: "src/index.ts", line: 2, column: expect.any(Number), message: expect.stringContaining("namespace") },
    ]);
  });
});

test("what vitest has and a visible test cannot have says so", async () => {
  const { tests } = await rehearseTest(
    'test("mocks", () => { vi.fn(); });\ntest("polls", () => { expect.poll(() => 1).toBe(1); });',
  );
  expect(tests.map(({ cause }) => cause)).toEqual([
    "vitest: vi is not there in a visible test, which runs where submissions are graded",
    "vitest: expect.poll is not there in a visible test, which runs where submissions are graded",
  ]);
});
