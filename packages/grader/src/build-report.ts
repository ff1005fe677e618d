import {
  describeLoadProblem,
  type LoadProblem,
  type Outcome,
  oneLine,
  type Report,
  type ReportTest,
  type Rubric,
  type RubricEntry,
  type SandboxLayer,
  type Score,
  type ScoredTest,
} from "@tinytorch/course";

export interface RunFacts {
  readonly seed: number;
  readonly sha256: string;
  readonly hashes: Report["hashes"];
  readonly limits: Report["limits"];
  readonly layers: readonly SandboxLayer[];
  readonly timings: Report["timings"];
  readonly console: string;
  readonly loadProblems: readonly LoadProblem[];
  readonly diagnosis: string | null;
}

const visibilities = { visible: "visible", "after-due": "after_due_date", never: "hidden" } as const;

/** A scored run as the report that is stored and shown. */
export function buildReport(rubric: Rubric, score: Score, facts: RunFacts): Report {
  const passed = score.tests.filter(({ outcome }) => outcome.state === "passed").length;
  return {
    score: score.points,
    max_score: 100,
    execution_time: facts.timings.total / 1000,
    output: [
      ...facts.loadProblems.map(describeLoadProblem),
      `${passed} of ${score.tests.length} tests passed: ${score.points} of 100 points.`,
    ].join("\n"),
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    tests: score.tests.map((test, index) => buildTest(rubric.module, test, index, facts.loadProblems)),
    module: rubric.module,
    loadProblems: [...facts.loadProblems],
    diagnosis: facts.diagnosis,
    seed: facts.seed,
    sha256: facts.sha256,
    hashes: facts.hashes,
    limits: facts.limits,
    sandbox: [...facts.layers],
    timings: facts.timings,
    console: facts.console,
  };
}

function buildTest(
  module: string,
  { entry, outcome, points }: ScoredTest,
  index: number,
  problems: readonly LoadProblem[],
): ReportTest {
  return {
    id: `${module}/${entry.id}`,
    name: entry.title,
    number: String(index + 1),
    score: points,
    max_score: entry.points,
    status: outcome.state,
    output: outcome.state === "passed" ? "" : describeFailure(outcome, entry, problems),
    output_format: "text",
    name_format: "text",
    visibility: visibilities[entry.visibility],
    tags: [entry.id.split(".")[0] ?? entry.id],
    kind: outcome.state === "passed" ? null : outcome.kind,
    milliseconds: outcome.milliseconds,
  };
}

/** What is said under a failed test. What does not load is told once, above: here it is only named. */
function describeFailure(
  { kind, cause }: Extract<Outcome, { state: "failed" }>,
  { hint }: RubricEntry,
  problems: readonly LoadProblem[],
): string {
  const problem = kind === "load" ? problems.find(({ file }) => cause.startsWith(`${file} does not load`)) : undefined;
  if (problem !== undefined) return `It needs ${problem.file}, which does not load.`;
  return `${capitalized(oneLine(cause))}.\n${hint}`;
}

/** A sentence that starts with a path keeps it as it is. */
function capitalized(sentence: string): string {
  return /^\S*\//.test(sentence) ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
