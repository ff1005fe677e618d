import { describeLoadProblem, type Report, type ReportTest } from "@tinytorch/course";
import type { Shows } from "./deadlines.ts";

/** Who looks: one who grades, or anybody else. */
export type Viewer = "staff" | "student";

/** A report with what its viewer may not see taken out, and a count of it. */
export type ShownReport = Omit<Report, "seed" | "console"> &
  Partial<Pick<Report, "seed" | "console">> & {
    readonly withheld: { readonly tests: number; readonly max_score: number };
  };

/** Where the time of a run went, in milliseconds. */
export interface RunTimings {
  readonly queue: number;
  readonly sandbox: number;
  readonly tests: number;
  readonly store: number;
  readonly total: number;
}

/**
 * A report as somebody may see it. Staff see all. Everybody else sees a test only when its rubric entry is
 * `visible`, or is `after-due` and it is time to show those (see `showsAt`); the rest are counted, with what they are worth together, and
 * neither named nor told whether they passed; nor is there a diagnosis, which would tell of them, once one of them failed.
 * How long anything took is told to a tenth of a second: a submission, which decides that, could write more into it. The
 * seed, from which hidden inputs are drawn, and the console, where a submission may have printed them, are for
 * staff alone.
 */
export function showReport(report: Report, viewer: Viewer, { afterDue }: Pick<Shows, "afterDue">): ShownReport {
  if (viewer === "staff") return { ...report, withheld: { tests: 0, max_score: 0 } };
  const isShown = (test: ReportTest) =>
    test.visibility === "visible" || (test.visibility === "after_due_date" && afterDue);
  const shown = report.tests.filter(isShown);
  const withheld = report.tests.filter((test) => !isShown(test));
  const { sandbox, tests, total } = report.timings;
  const { seed: _seed, console: _console, ...rest } = report;
  return {
    ...rest,
    execution_time: inTenths(total) / 1000,
    output: summary(report, shown, withheld.length),
    tests: shown.map((test) => ({ ...test, milliseconds: inTenths(test.milliseconds) })),
    diagnosis: withheld.some(({ status }) => status === "failed") ? null : report.diagnosis,
    timings: { sandbox: inTenths(sandbox), tests: inTenths(tests), total: inTenths(total) },
    withheld: { tests: withheld.length, max_score: sum(withheld) },
  };
}

/** Where the time of a run went, as somebody may see it: to a tenth of a second, but for staff. */
export function showTimings(timings: RunTimings | null, viewer: Viewer): RunTimings | null {
  if (timings === null || viewer === "staff") return timings;
  const { queue, sandbox, tests, store, total } = timings;
  return {
    queue: inTenths(queue),
    sandbox: inTenths(sandbox),
    tests: inTenths(tests),
    store: inTenths(store),
    total: inTenths(total),
  };
}

/** Milliseconds as whole tenths of a second. */
function inTenths(milliseconds: number): number {
  return 100 * Math.round(milliseconds / 100);
}

function summary(report: Report, shown: readonly ReportTest[], withheld: number): string {
  const passed = shown.filter((test) => test.status === "passed").length;
  const others = withheld === 0 ? "" : ` ${withheld} more count towards the score and are not shown.`;
  return [
    ...report.loadProblems.map(describeLoadProblem),
    `${passed} of ${shown.length} tests passed.${others} ${report.score} of ${report.max_score} points.`,
  ].join("\n");
}

function sum(tests: readonly ReportTest[]): number {
  return tests.reduce((total, test) => total + test.max_score, 0);
}
