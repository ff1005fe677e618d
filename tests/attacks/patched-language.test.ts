// Lane: process

import { join } from "node:path";
import { openCourse } from "@tinytorch/course-files";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const moduleId = "08-optimizers";
let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ root });
});
afterAll(() => grader.close());

/** What a hostile submission does to its world before anything else runs. */
const hostile = `
const say = (value) => { try { return String(value()); } catch (error) { return error.name; } };
const found = [
  say(() => process.env.HOME), say(() => require("node:fs")), say(() => globalThis.__vitest_worker__.ctx),
  say(() => new Function("return process")().env), say(() => this.constructor.constructor("return process")()),
];
if (found.some((each) => !["ReferenceError", "TypeError"].includes(each))) throw new Error("it found " + found);
Object.is = () => true;
Object.prototype.toString = () => "[object Passed]";
Array.prototype.toJSON = () => [100];
JSON.stringify = () => '{"type":"value","value":"100"}';
JSON.parse = () => 100;
Number.prototype.valueOf = () => 100;
Error.prepareStackTrace = () => "src/index.ts:1";
globalThis.expect = { extend() {}, toBeAllClose: () => ({ pass: true }) };
Promise.prototype.catch = function () { return this; };
console.log('{"score":100,"tests":[]}');
`;

test("patching the language and looking for the environment change no score of the real module", async () => {
  const course = await openCourse(root);
  const solution = (await course.module(moduleId)?.solutionFiles()) ?? {};
  const path = "src/sgd.ts";
  // A real mistake, so that there is a score to lie about.
  const mistaken: Record<string, string> = {
    ...solution,
    [path]: (solution[path] ?? "").replaceAll(" - ", " + "),
  };
  expect(mistaken).not.toEqual(solution);
  const attacking = { ...mistaken, "src/index.ts": `${hostile}\n${mistaken["src/index.ts"]}` };

  const honest = await grader.grade({ moduleId, files: mistaken, seed: 11 });
  const attack = await grader.grade({ moduleId, files: attacking, seed: 11 });
  const verdicts = (report: typeof honest) => report.tests.map(({ id, score, kind }) => ({ id, score, kind }));
  expect(verdicts(attack)).toEqual(verdicts(honest));
  expect(attack.score).toBe(honest.score);
  expect(attack.score).toBeLessThan(100);
  expect(attack.score).toBeGreaterThan(0);
});
