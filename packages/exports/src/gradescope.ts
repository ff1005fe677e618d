import type { Report } from "@tinytorch/course";

const ofReport: readonly string[] = [
  ...["score", "execution_time", "output", "output_format", "test_output_format", "test_name_format"],
  ...["visibility", "stdout_visibility"],
];
const ofTest: readonly string[] = [
  ...["score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags", "visibility"],
];

/**
 * A report as Gradescope's `results.json`: the keys that its documentation names and none of ours, so that neither the seed nor what the
 * submission printed goes out. `execution_time` is in seconds.
 */
export function gradescopeResults(
  report: Pick<Report, "score" | "output" | "tests">,
): Readonly<Record<string, unknown>> {
  return { ...picked(report, ofReport), tests: report.tests.map((test) => picked(test, ofTest)) };
}

function picked(from: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
