// Lane: process

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createVitest, type TestCase } from "vitest/node";
import { rehearseTexts } from "./testing/rehearse-texts.ts";

/** What a test of a sample came to: all titles, the state, and the first thing that was wrong. */
interface Verdict {
  readonly name: string;
  readonly state: string;
  readonly cause: string | null;
}

/** The sample as vitest itself runs it. */
async function underVitest(source: string): Promise<readonly Verdict[]> {
  // Inside the package, where vitest is found, and where lint, which may run at the same time, does not look.
  const ignored = join(import.meta.dirname, "../reports");
  await mkdir(ignored, { recursive: true });
  const folder = await mkdtemp(join(ignored, "sample-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "sample.test.ts"), source);
  const vitest = await createVitest(
    {
      root: folder,
      config: false,
      watch: false,
      testTimeout: 60_000,
      include: ["*.test.ts"],
      allowOnly: true,
      exclude: [],
      reporters: [{}],
    },
    { server: { watch: null } },
  );
  const exitCode = process.exitCode;
  const { testModules } = await vitest.start();
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  const verdicts = tests.map((each) => ({
    name: titles(each).join(" › "),
    state: each.result().state,
    cause: each.result().errors?.[0]?.message ?? null,
  }));
  await vitest.close();
  process.exitCode = exitCode;
  return verdicts;
}

function titles({ parent, name }: TestCase): readonly string[] {
  const around: string[] = [];
  for (let suite = parent; suite.type === "suite"; suite = suite.parent) around.unshift(suite.name);
  return [...around, name];
}

/** The sample as it is rehearsed. */
async function rehearsed(source: string): Promise<readonly Verdict[]> {
  const { tests, brokenTestFiles } = await rehearseTexts({ "tests/sample.test.ts": source });
  expect(brokenTestFiles).toEqual([]);
  return tests.map(({ file, component, name, state, cause }) => ({
    name: component === file ? name : `${component} › ${name}`,
    state,
    cause,
  }));
}

const imports = 'import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from "vitest";\n';

async function expectSame(body: string): Promise<readonly Verdict[]> {
  const [theirs, ours] = [await underVitest(imports + body), await rehearsed(imports + body)];
  expect(ours).toEqual(theirs);
  return ours;
}

/** Assertions that hold and that do not, of every matcher that a visible test of ours has used, and then some. */
const assertions = [
  "expect(1).toBe(1)",
  "expect(1).toBe(2)",
  "expect(NaN).toBe(NaN)",
  "expect(0).toBe(-0)",
  'expect("a").not.toBe("a")',
  "expect([1, 2]).toEqual([1, 2])",
  "expect([1, 2]).toEqual([1, 3])",
  "expect({ a: 1, b: undefined }).toEqual({ a: 1 })",
  "expect({ a: 1, b: undefined }).toStrictEqual({ a: 1 })",
  "expect(new Float32Array([1, 2])).toEqual(new Float32Array([1, 2]))",
  "expect(new Float32Array([1, 2])).toEqual([1, 2])",
  "expect(new Map([[1, { a: 2 }]])).toEqual(new Map([[1, { a: 3 }]]))",
  "expect(new Set([1, 2])).toEqual(new Set([2, 1]))",
  "expect(new RangeError('a')).toEqual(new RangeError('b'))",
  "expect([[1], [2, [3]]]).toEqual([[1], [2, [4]]])",
  "expect({ a: { b: 1 }, c: 2 }).toMatchObject({ a: { b: 1 } })",
  "expect({ a: { b: 1 }, c: 2 }).toMatchObject({ a: { b: 2 } })",
  "expect([{ a: 1 }]).toContainEqual({ a: 1 })",
  "expect([1, 2]).toContain(3)",
  "expect('abc').toContain('bc')",
  "expect('abc').toMatch(/b/)",
  "expect('abc').toMatch('d')",
  "expect([1, 2, 3]).toHaveLength(2)",
  "expect({ a: [1] }).toHaveProperty('a[0]', 1)",
  "expect({ a: 1 }).toHaveProperty('b')",
  "expect(0.1 + 0.2).toBeCloseTo(0.3)",
  "expect(0.1).toBeCloseTo(0.2, 3)",
  "expect(1).toBeGreaterThan(1)",
  "expect(1).toBeGreaterThanOrEqual(1)",
  "expect(2).toBeLessThan(1)",
  "expect(1n).toBeLessThanOrEqual(2n)",
  "expect(null).toBeNull()",
  "expect(undefined).toBeDefined()",
  "expect(undefined).toBeUndefined()",
  "expect(0).toBeTruthy()",
  "expect('').toBeFalsy()",
  "expect(1).toBeNaN()",
  "expect([]).toBeInstanceOf(Array)",
  "expect([]).toBeInstanceOf(Map)",
  "expect(() => { throw new RangeError('much too large'); }).toThrow()",
  "expect(() => { throw new RangeError('much too large'); }).toThrow('too large')",
  "expect(() => { throw new RangeError('much too large'); }).toThrow(/small/)",
  "expect(() => { throw new RangeError('much too large'); }).toThrow(TypeError)",
  "expect(() => {}).toThrow()",
  "expect(() => {}).not.toThrow()",
  "expect({ a: 'x' }).toEqual({ a: expect.any(String) })",
  "expect({ a: 1 }).toEqual({ a: expect.any(String) })",
  "expect([1, 2, 3]).toEqual(expect.arrayContaining([3, 1]))",
  "expect({ a: 1, b: 2 }).toEqual(expect.objectContaining({ a: 2 }))",
  "expect('abc').toEqual(expect.stringMatching(/^a/))",
  "expect(0.3).toEqual(expect.closeTo(0.31, 1))",
  "expect(null).toEqual(expect.anything())",
  "expect(3).toSatisfy((value) => value > 5)",
  "expect(3).toBeOneOf([1, 2])",
  "expect(1, 'the first').toBe(2)",
  "expect.unreachable('here')",
  "expect(Symbol.for('a')).toBe(Symbol.for('b'))",
  "expect(function named() {}).toBe(1)",
  "expect(1).to.equal(2)",
  "expect([1]).to.deep.equal([1])",
  "return expect(Promise.resolve(1)).resolves.toBe(1)",
  "return expect(Promise.resolve(1)).resolves.toBe(2)",
  "return expect(Promise.reject(new Error('no'))).rejects.toThrow('no')",
  "return expect(Promise.resolve(1)).rejects.toThrow()",
];

test("assertions hold and fail as in vitest, in the same words", async () => {
  const body = assertions.map((each, index) => `test("${index}", () => { ${each}; });`).join("\n");
  const verdicts = await expectSame(body);
  expect(new Set(verdicts.map(({ state }) => state))).toEqual(new Set(["passed", "failed"]));
});

test("tests are named, chosen and put in order as in vitest", async () => {
  await expectSame(`
    describe.each([[1, 2], [3, 4]])("the sum of %i and %i", (a, b) => {
      test.each([["left", a], ["right", b]])("%s is %d (%#)", (_, value) => expect(value).toBeLessThan(4));
    });
    test.each([{ a: 1, deep: { b: [2] } }])("$a and $deep.b of an object, 100 %% and %o", () => {});
    test.each(["x", "y"])("%s as %j", (value) => expect(value).toBe("x"));
    test.each([-0, 0.5, Number.NaN])("%f", (value) => expect(value).toBe(0.5));
    test.each\`
      a    | b
      \${1} | \${"one"}
      \${2} | \${"two"}
    \`("$a is $b", ({ a }) => expect(a).toBe(1));
    test.for([[1, 2], [3, 3]])("%i with %i, whole", ([a, b]) => expect(a).toBe(b));
    describe("a suite", () => {
      test.skip("skipped", () => { throw new Error("it ran"); });
      test.todo("still to be written");
      it.fails("fails as it should", () => expect(1).toBe(2));
      test.fails("passes and should not", () => {});
      test.skipIf(true)("skipped if", () => {});
      test.runIf(true)("run if", () => {});
      test("with options", { timeout: 60_000 }, () => {});
      test("with a time", () => {}, 60_000);
      test("skips itself", ({ skip }) => { skip(); });
      describe.skip("a skipped suite", () => { test("inside", () => { throw new Error("it ran"); }); });
      describe("a suite inside", () => { test("and its test", () => expect.assertions(0)); });
    });
    test("asserts too little", () => { expect.assertions(2); expect(1).toBe(1); });
    test("asserts nothing", () => { expect.hasAssertions(); });
    test("throws what is no error", () => { throw "a text"; });
    test("uses a matcher of its own", () => {
      expect.extend({ toBeEven: (value) => ({ pass: value % 2 === 0, message: () => \`\${value} is odd\` }) });
      expect(2).toBeEven();
      expect(3).toBeEven();
    });`);
});

test("one that is alone to run leaves the others of its file out", async () => {
  await expectSame(
    'test("left out", () => {});\ntest.only("alone", () => {});\ndescribe.only("too", () => { test("inside", () => {}); });',
  );
});

test("hooks run in vitest's order, and a failed one fails its test", async () => {
  const hooks = ["beforeAll", "beforeEach", "afterEach", "afterAll"];
  const all = (where: string) => hooks.map((hook) => `${hook}(() => { order.push("${hook} ${where}"); });`).join("\n");
  const [, told] = await expectSame(`
    const order = [];
    ${all("of the file")}
    describe("first", () => {
      ${all("of first")}
      test("a", () => { order.push("a"); });
      test("b", () => { throw new Error(order.join(", ")); });
      describe("inside", () => { ${all("inside")} test("c", () => { order.push("c"); }); });
    });
    test("d", () => { throw new Error(order.join(", ")); });
    describe("failing", () => { beforeEach(() => { throw new Error("not ready"); }); test("e", () => {}); });`);
  expect(told?.cause).toContain("a, afterEach of first, afterEach of the file, beforeEach of the file");
});
