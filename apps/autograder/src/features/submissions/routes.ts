import {
  ApiError,
  type Submission,
  type SubmissionSummary,
  type SubmitRequest,
  submissionsApi,
  type User,
} from "@tinytorch/api";
import { checkSubmission, limitsFor } from "@tinytorch/course";
import type { Course } from "@tinytorch/grader";
import type { Context } from "../../context.ts";
import { deadLetterSentence } from "../../dispatcher.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import type { Place } from "../../store/queue.ts";
import type { ListedSubmission, StoredSubmission } from "../../store/submissions.ts";
import { readTimings, showStoredReport } from "../../stored-report.ts";
import { showTimings } from "../../visibility.ts";
import { eventStreams } from "./event-streams.ts";
import { visibleSubmission } from "./visible-submission.ts";

/** Handing in, and seeing what became of it. */
export const v1: RegisterRoutes = (app, context) => {
  const { settings, course, calendar, store, dispatcher } = context;
  const streams = eventStreams(context);
  app.addHook("preClose", async () => streams.close());

  serve(
    app,
    submissionsApi,
    {
      submit({ account, body, reply }) {
        checkFiles(course, body);
        const receipt = store.submissions.accept(account.id, body, calendar.closes(body.module));
        dispatcher.wake();
        reply.header("location", `/v1/submissions/${receipt.id}`);
        return receipt;
      },
      submissions({ account, query: { scope, module, status, limit, before } }) {
        if (scope === "all" && account.role !== "instructor") throw new ApiError("forbidden", { field: "scope" });
        const userId = scope === "all" ? undefined : account.id;
        const found = store.submissions.list({ userId, module, status, limit: limit + 1, before });
        const page = found.slice(0, limit);
        return {
          submissions: page.map(summarize),
          next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
        };
      },
      submission({ account, params }) {
        const submission = visibleSubmission(store.submissions, account, params.id);
        return describe(submission, account, store.queue.place(submission.id), context);
      },
      events({ account, params, headers }) {
        const submission = visibleSubmission(store.submissions, account, params.id);
        const seen = headers["last-event-id"];
        return seen === "end" ? undefined : streams.open(account.id, submission, seen);
      },
    },
    {
      submit: { bodyLimit: bodyLimit(course), config: { rateLimit: { max: settings.submissionsPerMinute } } },
    },
  );
};

/** Room for the largest submission any module allows, twice over for JSON's escapes. */
function bodyLimit({ modules }: Course): number {
  const sizes = modules.map(({ manifest }) => manifest.submittedFiles.length * limitsFor(manifest.limits).fileBytes);
  return 2 * Math.max(...sizes);
}

function checkFiles(course: Course, { module: id, files }: SubmitRequest): void {
  const module = course.module(id);
  if (module === undefined) throw new ApiError("unknown-module", { field: "module" });
  const [problem] = checkSubmission(module.manifest, files);
  if (problem !== undefined) {
    throw new ApiError("invalid-submission", {
      message: `${problem.message}.`,
      field: `files.${problem.path}`,
    });
  }
}

function summarize(submission: ListedSubmission): SubmissionSummary {
  const { id, module, userId, userName, status, receivedAt, score, maxScore } = submission;
  return {
    id,
    module,
    student: { id: userId, name: userName },
    status,
    receivedAt: new Date(receivedAt).toISOString(),
    score,
    maxScore,
  };
}

function describe(
  submission: StoredSubmission,
  account: User,
  place: Place | undefined,
  { calendar, clock }: Context,
): Submission {
  const { id, sha256, position, waitSeconds, status, runId, report, timings, lastError } = submission;
  const summary = summarize(submission);
  const instructor = account.role === "instructor";
  return {
    ...summary,
    receipt: { id, sha256, receivedAt: summary.receivedAt, position, waitSeconds },
    position: place?.position ?? null,
    waitSeconds: place?.waitSeconds ?? null,
    runId,
    late: calendar.lateness(submission.module, submission.receivedAt),
    ...showStoredReport(report, account.role, calendar.isOver(submission.module, clock.now())),
    timings: showTimings(readTimings(timings), account.role),
    failure: status === "failed" ? (instructor ? lastError : deadLetterSentence) : null,
  };
}
