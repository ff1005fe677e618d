import type { NotificationKind, WebhookMessage } from "@tinytorch/api";
import type { Delivery } from "../features/outbox/deliveries.ts";
import { isoTime } from "../http/iso-time.ts";

/** A letter in plain text; the subject is one sentence on one line and says no score. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const subjects: Readonly<Record<NotificationKind, (module: string) => string>> = {
  "submission.received": (module) => `Your work for ${module} was received.`,
  "submission.graded": (module) => `Your work for ${module} was graded.`,
  "grade.changed": (module) => `Your grade in ${module} was changed.`,
  "question.answered": (module) => `Your question about ${module} was answered.`,
};

/** What a person is told of an event by e-mail. */
export function composeMail({ event }: Delivery, grade: WebhookMessage["grade"]): Letter {
  const { kind, module, subject, userName, at } = event;
  const about = oneLine(module ?? "the course");
  const told = subjects[kind](about);
  const lines = [`Hello ${oneLine(userName)},`, "", told];
  switch (kind) {
    case "submission.received":
      lines.push(`It came at ${isoTime(at)} and waits to be graded.`, `Its id is ${subject}.`);
      break;
    case "submission.graded":
    case "grade.changed":
      lines.push(...sayGrade(grade));
      if (kind === "submission.graded") lines.push("", `The report: tito status ${subject}`);
      break;
    case "question.answered":
      lines.push("The answer is beside your question.");
  }
  lines.push("", "Choose what you are told: tito notify", "");
  return { subject: told, text: lines.join("\n") };
}

function sayGrade(grade: WebhookMessage["grade"]): readonly string[] {
  if (grade === null) return ["There is no grade in it now."];
  const { points, maxPoints, excused, reason } = grade;
  const told = excused
    ? "You are excused in it, so it has no grade:"
    : `Your grade in it is ${points} of ${maxPoints}:`;
  return [told, ...reason.map((line) => `- ${line}`)];
}

/** Nobody's words begin a line, or a header, of their own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
