import {
  ApiError,
  type Submission,
  type SubmissionFiles,
  type SubmissionSummary,
  type SubmitRequest,
  submissionsApi,
  whose,
} from "@tinytorch/api";
import { checkSubmission, submissionLimits } from "@tinytorch/course";
import type { Course } from "@tinytorch/course-files";
import { countingSubmission, type Facts, showsAt, showTimings, worthOf } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import { deadLetterSentence } from "../../grading/outcomes.ts";
import type { Place } from "../../grading/queue.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { type Limits, serve } from "../../http/serve.ts";
import type { Settings } from "../../settings.ts";
import { readTimings, showStoredReport, viewerOf } from "../../stored-report.ts";
import { inTurns } from "../../turns.ts";
import type { Account } from "../accounts/account.ts";
import type { Grades, Terms } from "../gradebook/store.ts";
import { refuseBroken } from "../modules/named-module.ts";
import { namedStudent } from "../people/named-student.ts";
import { isReached, reachedPerson } from "../people/reach.ts";
import type { People } from "../people/store.ts";
import { requireAdmission, requireNotClosed, requireTakenAt } from "./admission.ts";
import { type Allowance, unlimited } from "./allowance.ts";
import { eventStreams } from "./event-streams.ts";
import { type HandedInForRow, showHandedInFor } from "./handed-in-for.ts";
import { receiptChecks } from "./receipt-checks.ts";
import { receivedElsewhere } from "./received-elsewhere.ts";
import { showReceipt } from "./show-receipt.ts";
import type { StoredSubmission, Submissions } from "./store.ts";
import type { ListedSubmission, ListFilter } from "./submission-lists.ts";
import { visibleSubmission } from "./visible-submission.ts";

/** Handing in, and seeing what became of it. */
export const v1: RegisterRoutes = (app, context) => {
  const { settings, course, store, dispatcher, clock } = context;
  const streams = eventStreams(context);
  const checkReceipt = receiptChecks(context, app.log);
  app.addHook("preClose", async () => streams.close());
  const goOn = inTurns<() => void>(readAtOnce, (all) => {
    for (const each of all) each();
  });
  const handingIn: Limits = {
    bodyLimit,
    config: { rateLimit: { max: settings.submissionsPerMinute } },
    async preParsing({ headers }, _reply, body) {
      // A longer one would wait on its connection, which has half a minute for it.
      if (Number(headers["content-length"] ?? Infinity) <= heldBytes) await new Promise<void>(goOn);
      return body;
    },
  };

  serve(
    app,
    submissionsApi,
    {
      async submit({ account, body, reply }) {
        checkFiles(course, body);
        const conditions = {
          allowance: allowanceOf(account, settings),
          admit: (now: number) => admit(store.grades.facts(account.id, body.module), account, now),
        };
        const accepted = await store.gathered(() => store.submissions.accept(account.id, body, conditions));
        dispatcher.wake();
        reply.header("location", `/v1/submissions/${accepted.id}`);
        return showReceipt(await checkReceipt(accepted, account.id, body));
      },
      async submitFor({ account, params, body: { received, ...request }, reply }) {
        const student = namedStudent(store.people, { action: "work.hand-in-for", account, id: params.id, field: "id" });
        if (student.droppedAt !== null) throw new ApiError("dropped");
        checkFiles(course, request);
        const assignment = store.assignments.find(request.module);
        const terms = {
          admit: (now: number) => requireTakenAt(store.grades.facts(student.id, request.module), now),
          allowance: { ...allowanceOf(student, settings), perDay: null },
          handingInFor: {
            by: account.id,
            received: received && receivedElsewhere(received, assignment, clock.now()),
          },
        };
        const accepted = await store.gathered(() => store.submissions.accept(student.id, request, terms));
        dispatcher.wake();
        reply.header("location", `/v1/submissions/${accepted.id}`);
        return showReceipt(await checkReceipt(accepted, student.id, request));
      },
      submissions({ account, query: { scope, student, limit, ...filter } }) {
        const { userId, among } = ofWhom(account, scope, student, store.people);
        const found = store.submissions.list({ ...filter, userId, among, limit: limit + 1 });
        const page = found.slice(0, limit);
        const terms = store.grades.terms();
        const counting = userId === undefined ? null : countingIds(store.grades, userId, filter.module);
        return {
          submissions: page.map((each) =>
            summarize(each, each, terms(each.userId, each.module), counting?.has(each.id) ?? null),
          ),
          next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
        };
      },
      submission({ account, params }) {
        const submission = visibleSubmission(store, account, params.id);
        return describe(submission, account, store.queue.place(submission.id), context);
      },
      submissionFiles: ({ account, params }) =>
        showFiles(visibleSubmission(store, account, params.id), store.submissions),
      previousSubmission({ account, params }) {
        const { id } = visibleSubmission(store, account, params.id);
        const before = store.submissions.previous(id);
        if (before === undefined) {
          throw new ApiError("not-found", {
            message: "It is its student's first submission to the module: there is none to compare it with.",
          });
        }
        return showFiles(visibleSubmission(store, account, before), store.submissions);
      },
      events({ account, params, headers, reply }) {
        const submission = visibleSubmission(store, account, params.id);
        const seen = headers["last-event-id"];
        if (seen === "end") return undefined;
        const mayRead = () => {
          const now = reply.request.accountNow();
          return now !== undefined && isReached(store.people, "work.read", now.id, submission.userId);
        };
        const reader = { accountId: account.id, mayRead };
        return streams.open(reader, submission, seen);
      },
    },
    { submit: handingIn, submitFor: handingIn },
  );
};

/** Whose submissions a list has: one person's, or those of everybody whom the account sees, named where that is not all. */
function ofWhom(
  account: Account,
  scope: "own" | "all",
  student: string | undefined,
  people: People,
): Pick<ListFilter, "userId" | "among"> {
  if (student !== undefined) return { userId: reachedPerson("work.read", account, people.owner(student)).id };
  if (scope === "own") return { userId: account.id };
  const reach = whose("work.read", account.role);
  if (reach === "own") throw new ApiError("forbidden", { field: "scope" });
  return { userId: undefined, among: reach === "everybody" ? undefined : people.reached("work.read", account) };
}

/** Who sees everybody's work tries things out, and answers for the disk. */
function allowanceOf({ role }: Pick<Account, "role">, { submissionsPerDay, quotaMegabytes }: Settings): Allowance {
  return whose("work.read", role) === "everybody"
    ? unlimited
    : { perDay: submissionsPerDay, bytes: quotaMegabytes * 2 ** 20 };
}

/** Who sees everybody's work tries things out at any time but after its end. */
function admit(facts: Facts, { role }: Pick<Account, "role">, now: number): void {
  if (whose("work.read", role) === "everybody") requireNotClosed(facts, now);
  else requireAdmission(facts, now);
}

function showFiles(
  { id, module, userId, userName, receivedAt }: StoredSubmission,
  submissions: Pick<Submissions, "files">,
): SubmissionFiles {
  return {
    id,
    module,
    student: { id: userId, name: userName },
    receivedAt: isoTime(receivedAt),
    files: { ...submissions.files(id) },
  };
}

/** Submissions whose bodies are read in one turn of the event loop. */
const readAtOnce = 4;
/** Of a body that nobody reads yet: so much Node keeps beside the connection. */
const heldBytes = 65_536;

/** The longest path that the contract takes, and JSON's longest escape of a character. */
const pathCharacters = 200;
const escapeBytes = 6;
/** The rest of a body: the module, the key, punctuation and white space. */
const otherBytes = 65_536;

/** Room for the largest submission there may be, though every character of it were written as an escape. */
const bodyLimit = escapeBytes * (submissionLimits.bytes + submissionLimits.files * pathCharacters) + otherBytes;

function checkFiles(course: Course, { module: id, files }: SubmitRequest): void {
  refuseBroken(course, id);
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

/** The ids of the submissions that one person's grades are from. */
function countingIds(
  { of, facts }: Pick<Grades, "of" | "facts">,
  userId: string,
  module?: string,
): ReadonlySet<string> {
  const all = module === undefined ? of(userId) : [facts(userId, module)];
  return new Set(all.flatMap((each) => countingSubmission(each)?.id ?? []));
}

function summarize(
  submission: Omit<ListedSubmission, keyof HandedInForRow>,
  handedInFor: HandedInForRow,
  terms: Terms,
  counts: boolean | null,
): SubmissionSummary {
  const { id, module, userId, userName, status, receivedAt, runId, score, maxScore } = submission;
  const run = runId === null || score === null || maxScore === null ? null : { id: runId, score, maxScore };
  const { late, points } = worthOf({ receivedAt, run }, terms);
  return {
    id,
    module,
    student: { id: userId, name: userName },
    status,
    receivedAt: isoTime(receivedAt),
    score,
    maxScore,
    late,
    counted: points,
    counts,
    handedInFor: showHandedInFor(handedInFor),
  };
}

function describe(
  submission: StoredSubmission,
  account: Account,
  place: Place | undefined,
  { store, clock }: Context,
): Submission {
  const { receipt, loads, status, runId, report, timings, lastError } = submission;
  const viewer = viewerOf(account.role);
  const facts = store.grades.facts(submission.userId, submission.module);
  return {
    ...summarize(submission, submission.handedInFor, facts, countingSubmission(facts)?.id === submission.id),
    receipt: showReceipt(receipt),
    loads,
    position: place?.position ?? null,
    waitSeconds: place?.waitSeconds ?? null,
    runId,
    ...showStoredReport(
      { report, console: () => runId && store.runs.console(runId) },
      account.role,
      showsAt(facts, clock.now()),
    ),
    timings: showTimings(readTimings(timings), viewer),
    failure: status === "failed" ? (viewer === "staff" ? lastError : deadLetterSentence) : null,
  };
}
