import { z } from "zod";
import { withArticle } from "../people/reach.ts";
import type { AuditAction } from "./audit.ts";
import { sayChanges } from "./say-changes.ts";
import type { AuditRow } from "./store.ts";

/** An entry, with its detail read. */
export interface Told extends Pick<AuditRow, "actorName" | "action" | "subject" | "module" | "personName"> {
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a sentence is made of: who did it, whom and which module it concerns, in words, and the entry itself. */
interface Parts {
  readonly who: string;
  readonly whose: string;
  readonly module: string;
  /** The beginning of what it was done to, as ids are named. */
  readonly subject: string;
  text(name: string): string;
  readonly detail: Told["detail"];
}

const sentences: Readonly<Record<AuditAction, (parts: Parts) => string>> = {
  "user.created": ({ who, whose, text }) => `${who} made the account of ${whose}, ${withArticle(text("role"))}.`,
  "user.erased": ({ whose, text }) =>
    `An operator erased ${whose}, with ${text("submissions")} submissions and ${text("runs")} runs.`,
  "person.changed": ({ who, whose, detail }) => `${who} changed what is known of ${whose}${sayEnded(detail.ended)}.`,
  "person.dropped": ({ who, whose }) => `${who} dropped ${whose} from the course.`,
  "person.restored": ({ who, whose }) => `${who} took ${whose} back into the course.`,
  "person.exported": ({ who, whose }) => `${who} exported all that is stored of ${whose}.`,
  "notifications.changed": ({ who }) => `${who} chose what to be told by e-mail.`,
  "webhook.added": ({ who, subject }) => `${who} added the webhook ${subject}.`,
  "webhook.removed": ({ who, subject }) => `${who} removed the webhook ${subject}.`,
  "delivery.retried": ({ who, whose, text }) =>
    `${who} had delivery ${text("deliveryId")}, about ${whose}, tried again.`,
  "similarity.started": ({ who, module }) => `${who} had the submissions to ${module} compared with each other.`,
  "similarity.ended": ({ who, module, text }) =>
    text("state") === "cancelled"
      ? `${who} cancelled the comparison of the submissions to ${module}.`
      : `The comparison of the submissions to ${module} ended: ${text("state")}.`,
  "similarity.viewed": ({ who, module }) => `${who} looked at which submissions to ${module} share passages.`,
  "similarity.pair-viewed": ({ who, module }) => `${who} looked at two submissions to ${module} side by side.`,
  "roster.imported": ({ who }) => `${who} imported a roster.`,
  "token.issued": ({ who, whose }) => `${who} gave ${whose} a token.`,
  "token.revoked": ({ who, subject }) => `${who} revoked the token ${subject}.`,
  "invitation.issued": ({ who, whose }) => `${who} invited ${whose} to sign in.`,
  "invitation.revoked": ({ who, whose }) => `${who} took an invitation of ${whose} back.`,
  "invitation.redeemed": ({ who }) => `${who} redeemed an invitation.`,
  "session.started": ({ who }) => `${who} signed in with a browser.`,
  "session.ended": ({ who, whose, text }) => `${who} ended the session ${short(text("sessionId"))} of ${whose}.`,
  "identity.linked": ({ who, text }) => `${who} signed in at ${text("issuer")} for the first time.`,
  "submission.received": ({ who, whose, module, subject, text }) => {
    if (text("studentId") === "") return `${who} handed in ${module}: submission ${subject}.`;
    const received = text("receivedAt") === "" ? "" : `, to count as received at ${text("receivedAt")}`;
    return `${who} handed in ${module} for ${whose}${received}: submission ${subject}.`;
  },
  "run.stored": ({ whose, module, subject }) => `Submission ${subject} of ${whose} to ${module} was graded.`,
  "attempt.failed": ({ whose, module, subject, text }) =>
    `The grader broke on submission ${subject} of ${whose} to ${module}${because(text("reason"))}.`,
  "job.returned": ({ whose, module, subject }) =>
    `Submission ${subject} of ${whose} to ${module} went back into the queue.`,
  "job.dead": ({ whose, module, subject }) =>
    `Submission ${subject} of ${whose} to ${module} was set aside, for the grader broke on it every time.`,
  "job.retried": ({ who, whose, module, subject }) =>
    `${who} had submission ${subject} of ${whose} to ${module}, which was set aside, tried again.`,
  "rerun.requested": ({ who, whose, module, subject }) =>
    `${who} had submission ${subject} of ${whose} to ${module} graded once more, to compare.`,
  "run.replaced": ({ who, whose, module, subject }) =>
    `${who} let another run stand for submission ${subject} of ${whose} to ${module}.`,
  "regrade.started": ({ who, module, subject }) => `${who} began regrade ${subject} of ${module}.`,
  "regrade.applied": ({ who, module, subject, text }) =>
    `${who} applied regrade ${subject} of ${module}: ${text("replaced")} runs replaced, ${text("kept")} kept.`,
  "regrade.cancelled": ({ who, module, subject }) => `${who} cancelled regrade ${subject} of ${module}.`,
  "comment.added": ({ who, whose, module, text }) =>
    `${who} commented on ${placeOf(text)} of ${whose} to ${module}${text("onRelease") === "true" ? ", to be seen on release" : ""}.`,
  "comment.edited": ({ who, whose, module, text }) =>
    `${who} gave a comment on ${placeOf(text)} of ${whose} to ${module} another text.`,
  "comment.removed": ({ who, whose, module, text }) =>
    `${who} took away a comment on ${placeOf(text)} of ${whose} to ${module}.`,
  "comments.released": ({ who, module, text }) =>
    `${who} let students see the comments on ${module} that waited for it: ${text("released")}.`,
  "question.asked": ({ who, module }) => `${who} asked about the grade in ${module}.`,
  "question.answered": ({ who, whose, module }) => `${who} answered the question of ${whose} about ${module}.`,
  "question.closed": ({ who, whose, module }) => `${who} closed the question of ${whose} about ${module}.`,
  "question.reopened": ({ who, module }) => `${who} reopened the question about the grade in ${module}.`,
  "assignment.changed": ({ who, module, text }) =>
    `${who} decided about ${module}: ${sayChanges(text("changes"))}${because(text("because"))}.`,
  "assignment.undone": ({ who, module, text }) =>
    `${who} took the newest decision about ${module} back: ${sayChanges(text("changes"))}${because(text("because"))}.`,
  "exception.made": ({ who, whose, module, text }) =>
    `${who} ${exceptionDone(text)} ${module} for ${whose}${because(text("because"))}.`,
  "exception.withdrawn": ({ who, whose, module, text }) =>
    `${who} took ${exceptionNames[text("kind")] ?? "an exception"} of ${whose} in ${module} back${because(text("because"))}.`,
  "late-days.granted": ({ who, whose, text }) =>
    `${who} granted ${forWhom(text, whose)} ${lateDays(text("days"))}${because(text("because"))}.`,
  "late-days.withdrawn": ({ who, whose, text }) =>
    `${who} took ${lateDays(text("days"))} of ${forWhom(text, whose)} back${because(text("because"))}.`,
};

/** The actions that there are, by name. */
export const actions: readonly string[] = Object.keys(sentences).sort();

/** An entry in one plain sentence. One that a later release wrote is told by its action's words. */
export function auditSentence({ actorName, action, subject, module, personName, detail }: Told): string {
  const parts: Parts = {
    who: actorName ?? "The service",
    whose: personName ?? "somebody",
    module: module ?? "a module",
    subject: short(subject),
    detail,
    text(name) {
      const value = detail[name];
      if (value === undefined || value === null) return "";
      return typeof value === "string" ? value : JSON.stringify(value);
    },
  };
  if (isKnown(action)) return sentences[action](parts);
  return `${parts.who}: ${action.replaceAll(/[.-]/g, " ")}, ${personName ?? parts.subject}.`;
}

function isKnown(action: string): action is AuditAction {
  return Object.hasOwn(sentences, action);
}

/** An id by its first eight characters, as commands name it; a name whole. */
function short(subject: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(subject) ? subject.slice(0, 8) : subject;
}

function because(reason: string): string {
  return reason === "" ? "" : ` (${reason})`;
}

const exceptionNames: Readonly<Record<string, string>> = {
  extension: "the extension",
  override: "the points given by hand",
  excuse: "the excuse",
  choice: "the choice of a submission",
  "late-days": "late days",
};

function exceptionDone(text: Parts["text"]): string {
  switch (text("kind")) {
    case "extension":
      return "gave more time or attempts in";
    case "override":
      return `gave ${text("points")} of ${text("maxPoints")} points by hand in`;
    case "excuse":
      return "asked for no grade in";
    case "choice":
      return `let submission ${short(text("submissionId"))} count in`;
    case "late-days":
      return `spent ${lateDays(text("days"))} in`;
    default:
      return "made an exception in";
  }
}

const endedSchema = z.object({ tokens: z.number(), invitations: z.number() });

function sayEnded(ended: unknown): string {
  const { success, data } = endedSchema.safeParse(ended);
  if (!success || data.tokens + data.invitations === 0) return "";
  const { tokens, invitations } = data;
  const said = [
    ...(tokens === 0 ? [] : [tokens === 1 ? "1 token" : `${tokens} tokens`]),
    ...(invitations === 0 ? [] : [invitations === 1 ? "1 invitation" : `${invitations} invitations`]),
  ];
  return `, who may do more now, and ended ${said.join(" and ")} that others had issued`;
}

function lateDays(days: string): string {
  return days === "1" ? "1 late day" : `${days} late days`;
}

function forWhom(text: Parts["text"], whose: string): string {
  return text("everybody") === "true" ? "everybody" : whose;
}

function placeOf(text: Parts["text"]): string {
  const submission = `submission ${short(text("submissionId"))}`;
  if (text("path") === "") return submission;
  const [first, last] = [text("firstLine"), text("lastLine")];
  const lines = first === "" ? "" : first === last ? `:${first}` : `:${first}-${last}`;
  return `${text("path")}${lines} in ${submission}`;
}
