import { limitsFor, type Report, type ReportTest } from "@tinytorch/course";

/** A report of the echo module worth `score` points in one visible test, with one test of each other visibility. */
export function sampleReport(facts: Pick<Report, "sha256" | "seed"> & { score?: number }): Report {
  const { sha256, seed, score = 60 } = facts;
  return {
    score,
    max_score: 100,
    execution_time: 0.2,
    output: "1 of 3 tests passed",
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    tests: [
      sampleTest("sgd.step", "visible", score, 60),
      sampleTest("sgd.momentum", "after_due_date", 0, 25),
      sampleTest("adam.secret", "hidden", 0, 15),
    ],
    module: "01-echo",
    diagnosis: null,
    seed,
    sha256,
    hashes: {
      suite: "a".repeat(64),
      rubric: "b".repeat(64),
      packages: "c".repeat(64),
      runner: "d".repeat(64),
    },
    limits: limitsFor(undefined),
    sandbox: ["isolate", "process"],
    timings: { sandbox: 80, tests: 100, total: 180 },
    console: "printed by the submission",
  };
}

function sampleTest(id: string, visibility: ReportTest["visibility"], score: number, max: number): ReportTest {
  const passed = score === max;
  return {
    id: `01-echo/${id}`,
    name: `the name of ${id}`,
    number: "1",
    score,
    max_score: max,
    status: passed ? "passed" : "failed",
    output: passed ? "" : `the hint of ${id}`,
    output_format: "text",
    name_format: "text",
    visibility,
    tags: ["sgd"],
    kind: passed ? null : "wrong",
    milliseconds: 3,
  };
}
