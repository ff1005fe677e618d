import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { gradescopeResults } from "./gradescope.ts";
import { jsonLines } from "./json-lines.ts";

const report = sampleReport({ sha256: "a".repeat(64), seed: 7, score: 60 });

test("a report has Gradescope's keys and none of ours: no seed, no hashes, nothing that was printed", () => {
  const results = gradescopeResults(report);
  expect(Object.keys(results).sort()).toEqual(
    [
      ...["execution_time", "output", "output_format", "score", "stdout_visibility"],
      ...["test_name_format", "test_output_format", "tests", "visibility"],
    ].sort(),
  );
  expect(results.tests).toHaveLength(report.tests.length);
  expect(results).toMatchObject({
    score: 60,
    tests: [{ score: 60, max_score: 60, status: "passed", visibility: "visible" }, {}, { visibility: "hidden" }],
  });
  expect(JSON.stringify(results)).not.toMatch(/seed|printed by|milliseconds|sha256|"kind"/);
});

test("JSON lines are a document a line, and no name breaks one", () => {
  const documents = [{ name: "a\nb" }, { name: "\u2028" }];
  expect(
    jsonLines(documents)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(documents);
  expect(jsonLines([])).toBe("");
});
