import { type FailureKind, type LoadProblem, limitsFor, type Outcome, type Rubric, score } from "@tinytorch/course";
import { expect, test } from "vitest";
import { buildReport } from "./build-report.ts";

const ids = ["sgd.plain", "sgd.momentum", "train.loop"];
const rubric: Rubric = {
  module: "08-optimizers",
  tests: ids.map((id) => ({ id, title: id, points: 1, visibility: "visible", hint: `The hint of ${id}.` })),
};

const passed = (id: string): Outcome => ({ id, state: "passed", milliseconds: 1 });
const failed = (id: string, kind: FailureKind, cause: string): Outcome => ({
  ...{ id, state: "failed", milliseconds: 1 },
  ...{ kind, cause },
});

function reportOf(outcomes: readonly Outcome[], loadProblems: readonly LoadProblem[] = []) {
  const [suite, packages, runner] = ["a", "b", "c"].map((digit) => digit.repeat(64)) as [string, string, string];
  return buildReport(rubric, score(rubric, outcomes), {
    seed: 1,
    sha256: suite,
    hashes: { suite, rubric: suite, packages, runner },
    limits: limitsFor(undefined),
    layers: ["isolate"],
    timings: { sandbox: 1, tests: 1, total: 2 },
    console: "",
    loadProblems,
    diagnosis: null,
  });
}

test("what does not load is told once, on top, and each test that needs it has one line that points to it", () => {
  const problem = { file: "src/train.ts", line: 12, column: 3, message: "syntax error at `}`" };
  const cause = "src/train.ts does not load (line 12): syntax error at `}`";
  const report = reportOf(
    [passed("sgd.plain"), passed("sgd.momentum"), failed("train.loop", "load", cause)],
    [problem],
  );
  expect(report.output).toBe(
    "src/train.ts:12:3 does not load: syntax error at `}`\n2 of 3 tests passed: 2 of 100 points.",
  );
  expect(report.loadProblems).toEqual([problem]);
  expect(report.tests.map(({ output }) => output)).toEqual(["", "", "It needs src/train.ts, which does not load."]);
});

test("an export that is not there is told where it is missed, with the hint on what it should do", () => {
  const cause = "src/index.ts does not export train";
  const report = reportOf([passed("sgd.plain"), passed("sgd.momentum"), failed("train.loop", "load", cause)]);
  expect(report.tests[2]?.output).toBe("src/index.ts does not export train.\nThe hint of train.loop.");
});

test("an export that is not there is told as that also where its file has a problem of another kind", () => {
  const problem = { file: "src/index.ts", line: 11, column: 10, message: '"./sgd.ts" exports no value named nope' };
  const cause = "src/index.ts does not export train";
  const outcomes = [passed("sgd.plain"), passed("sgd.momentum"), failed("train.loop", "load", cause)];
  const report = reportOf(outcomes, [problem]);
  expect(report.tests[2]?.output).toBe("src/index.ts does not export train.\nThe hint of train.loop.");
});

test("tests are numbered in the order of dependence, whatever the order in which they ended", () => {
  const wrong = (id: string) => failed(id, "wrong", "the result is not what was expected");
  const report = reportOf([wrong("train.loop"), wrong("sgd.momentum"), wrong("sgd.plain")]);
  expect(report.tests.map(({ number, name }) => `${number} ${name}`)).toEqual(ids.map((id, at) => `${at + 1} ${id}`));
  expect(report.tests[0]?.output).toBe("The result is not what was expected.\nThe hint of sgd.plain.");
});

test("no text of a submission's makes a line of its own", () => {
  const breaks = "\n\r\u2028\u2029\u0085\u001b[2K\u2800\u3164";
  const fake = "All hidden tests passed: 100 of 100 points.";
  const report = reportOf(
    [
      failed("sgd.plain", "threw", `the code threw an Error${breaks}${fake}`),
      failed("sgd.momentum", "load", `src/sgd.ts does not export${breaks}${fake}`),
      failed("train.loop", "load", "src/train.ts does not load"),
    ],
    [{ file: "src/train.ts", line: null, column: null, message: `it threw "${breaks}${fake}"` }],
  );
  expect(report.output.split("\n")).toHaveLength(2);
  expect(report.output.split("\n")[1]).toBe("0 of 3 tests passed: 0 of 100 points.");
  expect(report.tests.map(({ output }) => output.split("\n").length)).toEqual([2, 2, 1]);
  expect(JSON.stringify(report)).not.toContain(`\\n${fake}`);
  expect(report.output + report.tests.map(({ output }) => output).join("")).not.toMatch(
    /(?!\n)[\p{C}\p{Zl}\p{Zp}\u2800\u3164]/u,
  );
});
