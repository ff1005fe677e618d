import {
  ApiError,
  receiptSchema,
  type Submission,
  type SubmissionSummary,
  type SubmitRequest,
  submissionListQuerySchema,
  submissionListSchema,
  submissionSchema,
  submitRequestSchema,
  type User,
} from "@tinytorch/api";
import { checkSubmission, limitsFor } from "@tinytorch/course";
import type { Course } from "@tinytorch/grader";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { deadLetterSentence } from "../dispatcher.ts";
import type { Place } from "../store/queue.ts";
import type { ListedSubmission, StoredSubmission, Submissions } from "../store/submissions.ts";
import { readTimings, showStoredReport } from "../stored-report.ts";
import { showTimings } from "../visibility.ts";
import { documented } from "./documented.ts";

/** Handing in, and seeing what became of it. */
export function submissionRoutes(context: Context): FastifyPluginAsyncZod {
  const { settings, course, calendar, store, dispatcher } = context;
  return async (app) => {
    app.post(
      "/submissions",
      {
        config: { rateLimit: { max: settings.submissionsPerMinute } },
        bodyLimit: bodyLimit(course),
        schema: {
          body: submitRequestSchema,
          ...documented("submissions", "Hand in a module's files", { 202: receiptSchema }),
        },
      },
      (request, reply) => {
        checkFiles(course, request.body);
        const receipt = store.submissions.accept(
          accountOf(request).id,
          request.body,
          calendar.closes(request.body.module),
        );
        dispatcher.wake();
        reply.code(202).header("location", `/v1/submissions/${receipt.id}`).send(receipt);
      },
    );
    app.get(
      "/submissions",
      {
        schema: {
          querystring: submissionListQuerySchema,
          ...documented("submissions", "One's own submissions, newest first", { 200: submissionListSchema }),
        },
      },
      (request) => {
        const { scope, module, status, limit, before } = request.query;
        const account = accountOf(request);
        if (scope === "all" && account.role !== "instructor") throw new ApiError("forbidden", { field: "scope" });
        const userId = scope === "all" ? undefined : account.id;
        const found = store.submissions.list({ userId, module, status, limit: limit + 1, before });
        const page = found.slice(0, limit);
        return {
          submissions: page.map(summarize),
          next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
        };
      },
    );
    app.get(
      "/submissions/:id",
      {
        schema: {
          params: z.object({ id: z.uuid() }),
          ...documented("submissions", "A submission with its report", { 200: submissionSchema }),
        },
      },
      (request) => {
        const account = accountOf(request);
        const submission = visibleSubmission(store.submissions, account, request.params.id);
        return describe(submission, account, store.queue.place(submission.id), context);
      },
    );
  };
}

/** Room for the largest submission any module allows, twice over for JSON's escapes. */
function bodyLimit({ modules }: Course): number {
  const sizes = modules.map(({ manifest }) => manifest.submittedFiles.length * limitsFor(manifest.limits).fileBytes);
  return 2 * Math.max(...sizes);
}

/** A submission the account may see. @throws ApiError `not-found`, the same for one that is another's and one that is not. */
export function visibleSubmission(submissions: Submissions, account: User, id: string): StoredSubmission {
  const submission = submissions.byId(id);
  if (submission === undefined || (submission.userId !== account.id && account.role !== "instructor")) {
    throw new ApiError("not-found");
  }
  return submission;
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
