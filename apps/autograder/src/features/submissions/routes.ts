import {
  ApiError,
  type Submission,
  type SubmissionSummary,
  type SubmitRequest,
  submissionsApi,
  type User,
} from "@tinytorch/api";
import { checkSubmission, submissionLimits } from "@tinytorch/course";
import type { Course } from "@tinytorch/course-files";
import { deadlinesOf, showsAt, showTimings, worthOf } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import { deadLetterSentence } from "../../grading/dispatcher.ts";
import type { Place } from "../../grading/queue.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import type { Settings } from "../../settings.ts";
import { readTimings, showStoredReport, viewerOf } from "../../stored-report.ts";
import { type Allowance, unlimited } from "./allowance.ts";
import { eventStreams } from "./event-streams.ts";
import { receiptChecks } from "./receipt-checks.ts";
import { showReceipt } from "./show-receipt.ts";
import type { StoredSubmission } from "./store.ts";
import type { ListedSubmission } from "./submission-lists.ts";
import { visibleSubmission } from "./visible-submission.ts";

/** Handing in, and seeing what became of it. */
export const v1: RegisterRoutes = (app, context) => {
  const { settings, course, store, dispatcher } = context;
  const streams = eventStreams(context);
  const checkReceipt = receiptChecks(context, app.log);
  app.addHook("preClose", async () => streams.close());

  serve(
    app,
    submissionsApi,
    {
      async submit({ account, body, reply }) {
        checkFiles(course, body);
        const { closes } = deadlinesOf(store.grades.facts(account.id, body.module));
        const terms = { closes: closes ?? undefined, allowance: allowanceOf(account, settings) };
        const accepted = store.submissions.accept(account.id, body, terms);
        dispatcher.wake();
        reply.header("location", `/v1/submissions/${accepted.id}`);
        return showReceipt(await checkReceipt(accepted, account.id, body));
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
      events({ account, params, headers, reply }) {
        const submission = visibleSubmission(store.submissions, account, params.id);
        const seen = headers["last-event-id"];
        if (seen === "end") return undefined;
        const reader = { accountId: account.id, isSignedIn: () => reply.request.isSignedIn() };
        return streams.open(reader, submission, seen);
      },
    },
    {
      submit: { bodyLimit, config: { rateLimit: { max: settings.submissionsPerMinute } } },
    },
  );
};

/** Instructors try things out, and answer for the disk themselves. */
function allowanceOf({ role }: User, { submissionsPerDay, quotaMegabytes }: Settings): Allowance {
  return role === "instructor" ? unlimited : { perDay: submissionsPerDay, bytes: quotaMegabytes * 2 ** 20 };
}

/** The longest path that the contract takes, and JSON's longest escape of a character. */
const pathCharacters = 200;
const escapeBytes = 6;
/** The rest of a body: the module, the key, punctuation and white space. */
const otherBytes = 65_536;

/** Room for the largest submission there may be, though every character of it were written as an escape. */
const bodyLimit = escapeBytes * (submissionLimits.bytes + submissionLimits.files * pathCharacters) + otherBytes;

/** Somebody must mend a broken module before work for it is taken. */
const brokenModuleSeconds = 600;

function checkFiles(course: Course, { module: id, files }: SubmitRequest): void {
  const module = course.module(id);
  if (course.broken.some((broken) => broken.id === id)) {
    const message = `${id} cannot be graded as the course stands, so it takes no work now; tell an instructor.`;
    throw new ApiError("unavailable", { message, field: "module", retryAfter: brokenModuleSeconds });
  }
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
  { store, clock }: Context,
): Submission {
  const { receipt, loads, status, runId, report, timings, lastError } = submission;
  const summary = summarize(submission);
  const instructor = account.role === "instructor";
  const { score, maxScore } = submission;
  const facts = store.grades.facts(submission.userId, submission.module);
  const run = runId === null || score === null || maxScore === null ? null : { id: runId, score, maxScore };
  const worth = worthOf({ receivedAt: submission.receivedAt, run }, facts);
  return {
    ...summary,
    receipt: showReceipt(receipt),
    loads,
    position: place?.position ?? null,
    waitSeconds: place?.waitSeconds ?? null,
    runId,
    late: worth.late,
    counted: worth.points,
    ...showStoredReport(
      { report, console: () => runId && store.runs.console(runId) },
      account.role,
      showsAt(facts, clock.now()),
    ),
    timings: showTimings(readTimings(timings), viewerOf(account.role)),
    failure: status === "failed" ? (instructor ? lastError : deadLetterSentence) : null,
  };
}
