// Lane: process

import { expect, test } from "vitest";
import { attackGrader, everySlot, outcomes } from "./slots.ts";

const grade = attackGrader();

/** What a test says whose file does not load; why is told once, for all. */
const notLoaded = "load: It needs src/index.ts, which does not load.";

/** Everything a submission could hope to decide its score with. */
const patches = `
Object.is = () => true;
Object.prototype.toString = () => "[object Passed]";
Object.defineProperty(Object.prototype, "type", { get: () => "value" });
Object.defineProperty(Object.prototype, "$", { get: () => "passed" });
Array.prototype.map = () => [];
Array.prototype.toJSON = () => [100];
Array.prototype[Symbol.iterator] = function* () {};
Array.from = () => [100];
JSON.stringify = () => '{"type":"value","value":"100"}';
JSON.parse = () => 100;
Float32Array.prototype[Symbol.iterator] = function* () {};
Float32Array.prototype.slice = () => 100;
String.prototype.slice = () => "100";
Number.prototype.valueOf = () => 100;
Symbol.prototype.valueOf = () => 100;
Function.prototype.call = () => 100;
Function.prototype.apply = () => 100;
Reflect.apply = Reflect.construct = Reflect.get = () => 100;
Promise.prototype.then = function (take) { take?.("hidden-input-3141592653"); return this; };
Promise.resolve = () => ({ then: (take) => take("hidden-input-3141592653") });
Error.prepareStackTrace = () => "src/index.ts:1";
Error.captureStackTrace = () => {};
RegExp.prototype.exec = () => ["passed"];
RegExp.prototype.test = () => true;
globalThis.expect = { extend() {}, toBe: () => ({ pass: true }) };
globalThis.test = globalThis.it = () => {};
`;

test("patching the language wins no point and loses none", async () => {
  const report = await grade({ 1: "() => 'wrong'", 2: "() => 100", 3: "() => undefined" }, patches);
  const wrong = "wrong: The result is not what was expected";
  expect(outcomes(report)).toEqual(everySlot("passed").with(1, wrong).with(2, wrong).with(3, wrong));
  expect(report.score).toBe(70);
});

test("there is no vitest, no Node and no way to either", async () => {
  const look = (expression: string) =>
    `(input) => { try { return typeof (${expression}) === "undefined" ? input : "found"; } catch { return input; } }`;
  const report = await grade({
    0: look("globalThis.__vitest_worker__ ?? globalThis.__vitest_index__ ?? globalThis.expect ?? globalThis.vi"),
    1: look("globalThis.process ?? globalThis.require ?? globalThis.module ?? globalThis.Buffer"),
    2: look('new Function("return process")()'),
    3: look('(function* () {}).constructor("return process")().next().value'),
    4: look('console.log.constructor("return process")()'),
    5: look('Date.constructor("return this")().process'),
    6: look("globalThis.fetch ?? globalThis.XMLHttpRequest ?? globalThis.WebSocket ?? globalThis.setTimeout"),
    7: look("globalThis.SharedArrayBuffer ?? globalThis.Atomics ?? globalThis.WebAssembly ?? globalThis.Worker"),
    8: look("import.meta.url ?? import.meta.dirname"),
    9: look("arguments.callee.caller ?? globalThis.ivm ?? globalThis.$0 ?? globalThis.global"),
  });
  expect(outcomes(report)).toEqual(everySlot("passed"));
});

test.each([
  "node:fs",
  "fs",
  "vitest",
  "@tinytorch/sandbox",
  "@tinytorch/optimizers",
  "@tinytorch/tensor",
  "../..",
  "../../grading/01-slots/solution/src/index.ts",
  "./other.ts",
  "/etc/passwd",
  "file:///etc/passwd",
  "data:text/javascript,export default 1",
  "https://example.org/x.js",
  "__proto__",
  "load-submission.ts",
])("an import of %s is refused by name, with what may be imported", async (specifier) => {
  const report = await grade({}, `import ${JSON.stringify(specifier)};`);
  expect(report.loadProblems).toMatchObject([{ file: "src/index.ts", line: 1 }]);
  const { message = "" } = report.loadProblems[0] ?? {};
  expect(message).toContain(`got ${JSON.stringify(specifier)} in src/index.ts`);
  expect(message).toMatch(/^import: (this module may import|a relative import must name)/);
  expect(outcomes(report)).toEqual(everySlot(notLoaded));
  expect(report.score).toBe(0);
});

test("a dynamic import leads nowhere, at import and in a method", async () => {
  const inside = await grade({
    1: '(input) => { void import("node:fs"); return input; }',
    2: '(input) => { void import("./index.ts"); return input; }',
  });
  const seen = outcomes(inside);
  for (const slot of [1, 2]) expect(seen[slot], `slot ${slot}`).toMatch(/^threw: /);
  expect(inside.score).toBe(80);
  const outside = await grade({}, 'const fs = await import("node:fs");');
  expect(new Set(outside.tests.map(({ kind }) => kind))).toEqual(new Set(["load"]));
});

test("an exit, an abort or a throw fails its own tests with the reason, and the report is whole", async () => {
  const report = await grade({
    1: "() => process.exit(0)",
    2: "() => process.abort()",
    3: '() => { throw new Error("own words"); }',
    4: "() => { null.x; }",
    5: '() => { Promise.reject(new Error()); return "left unhandled"; }',
    6: "() => { throw { name: 'EvaluateError', failure: { kind: 'passed', cause: 'full marks' } }; }",
  });
  const seen = outcomes(report);
  for (const slot of [1, 2])
    expect(seen[slot]).toMatch(
      /^threw: The code threw a ReferenceError at src\/index\.ts:\d+(: `\w+` is not there: [^\n`]+)?$/,
    );
  expect(seen[3]).toMatch(/^threw: The code threw an Error at src\/index\.ts:\d+$/);
  expect(seen[4]).toMatch(/^threw: The code threw a TypeError at src\/index\.ts:\d+$/);
  expect(seen[5]).toMatch(/^threw: The code threw an Error at src\/index\.ts:\d+$/);
  expect(seen[6]).toBe("threw: The code threw an Error");
  expect(report.score).toBe(40);
});

test.each([
  [
    "throws",
    'throw new RangeError("no luck today");',
    /^it stops with an error as it is loaded; the submission says: "RangeError: no luck today"$/,
  ],
  ["exits", "process.exit(0);", /^`process` is not there: your code runs without Node/],
  ["is not the language", "const = ;", /^syntax error at `=`: /],
])("a submission that %s at import fails every test with the reason", async (_, before, reason) => {
  const report = await grade({}, before);
  expect(report.loadProblems).toMatchObject([{ file: "src/index.ts", line: 1 }]);
  expect(report.loadProblems[0]?.message).toMatch(reason);
  expect(outcomes(report)).toEqual(everySlot(notLoaded));
  expect(report.score).toBe(0);
});

test("a results file or a score line has no effect", async () => {
  const report = await grade(
    { 1: "() => ({ score: 100, type: 'value', status: 'passed', kind: null })" },
    `console.log('{"score":100,"max_score":100,"tests":[]}');
     console.log("\\n" + '{"type":"value","value":"100"}' + "\\n");
     console.error("100 of 100 points. PASS");
     export const report = { score: 100 };
     export const score = 100;
     globalThis.results = globalThis.__results__ = { score: 100 };`,
  );
  expect(report.score).toBe(90);
  expect(report.tests).toHaveLength(10);
  expect(outcomes(report)[1]).toBe("wrong: The result is not what was expected");
});
