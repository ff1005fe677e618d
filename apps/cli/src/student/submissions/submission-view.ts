import type { Submission, SubmissionStatus } from "@tinytorch/api";
import type { ModuleManifest } from "@tinytorch/course";
import { colors, localTime } from "../../terminal/terminal.ts";
import { viewPlace } from "../submit/waiting.ts";
import { viewLoadProblems } from "../test-run/load-problems-view.ts";
import { viewHandedInFor } from "./handed-in-view.ts";
import { viewLateness } from "./lateness.ts";
import { type ViewedReport, viewReport } from "./report-view.ts";

/**
 * A submission for a person: where it stands, and its report when there is one.
 *
 * @param terms what holds for its student in the module, said before the report, whose score is the last line.
 */
export function viewSubmission(
  submission: Submission,
  manifest: ModuleManifest | undefined,
  terms: readonly string[] = [],
): string {
  const { id, module, receivedAt, receipt } = submission;
  const lines = [
    `Submission ${colors.bold(id)} to ${module}: ${state(submission)}.`,
    colors.dim(`Received ${localTime(receivedAt)}, files ${receipt.sha256.slice(0, 12)}.`),
  ];
  lines.push(...viewHandedInFor(submission.handedInFor));
  if (submission.runId !== null) lines.push(colors.dim(`Run ${submission.runId}.`));
  const { late, counted } = submission;
  if (late !== null) lines.push(viewLateness(late, counted));
  lines.push(...terms);
  if (submission.reportState === "outdated") {
    lines.push(`${submission.score} of ${submission.maxScore} points. ${outdatedReport}`);
  }
  if (submission.report === null) lines.push(...viewLoadProblems(receipt.loadProblems));
  if (submission.loads === false) lines.push(inPart);
  if (submission.report !== null) lines.push(viewReport(submission.report satisfies ViewedReport, manifest));
  return lines.join("\n");
}

/** What it means to have handed in what does not load. */
export const inPart =
  "It does not load whole: it is graded as far as it goes, and counts only while you have no graded one that loads.";

const outdatedReport =
  "The details were stored by an earlier release and cannot be shown; an instructor can grade it again.";

/** Where a submission stands, in words. */
export const states: Readonly<Record<SubmissionStatus, string>> = {
  queued: "waiting to be graded",
  running: "being graded",
  graded: "graded",
  failed: "not graded",
};

function state({ status, position, waitSeconds, failure }: Submission): string {
  if (status === "queued" && position !== null) {
    return `${states.queued}, ${viewPlace(position, waitSeconds)}`;
  }
  return failure === null ? states[status] : `${states[status]} (${failure})`;
}

/** For a submission the grader broke on every time. */
export function notGraded(reason: string): string {
  return `the submission is kept, but it could not be graded: ${reason}`;
}
