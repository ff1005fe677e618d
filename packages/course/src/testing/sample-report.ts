import { limitsFor } from "../limits.ts";
import type { Report, ReportTest } from "../report.ts";

/** What a sample report is of. */
export interface SampleFacts extends Pick<Report, "sha256" | "seed"> {
  /** 60 by default. */
  readonly score?: number;
  /** The echo module by default. */
  readonly module?: string;
}

/** For tests: a report worth `score` points in one visible test, with one test of each other visibility. */
export function sampleReport({ sha256, seed, score = 60, module = "01-echo" }: SampleFacts): Report {
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
      sampleTest(module, "sgd.step", "visible", score, 60),
      sampleTest(module, "sgd.momentum", "after_due_date", 0, 25),
      sampleTest(module, "adam.secret", "hidden", 0, 15),
    ],
    module,
    loadProblems: [],
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

function sampleTest(
  module: string,
  id: string,
  visibility: ReportTest["visibility"],
  score: number,
  max: number,
): ReportTest {
  const passed = score === max;
  return {
    id: `${module}/${id}`,
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
