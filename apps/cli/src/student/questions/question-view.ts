import type { Question, QuestionEntryKind, QuestionState } from "@tinytorch/api";
import { viewMessage, viewName } from "../../terminal/message-view.ts";
import { colors, localTime } from "../../terminal/terminal.ts";

const states: Readonly<Record<QuestionState, string>> = {
  open: "waits for an answer",
  answered: "answered",
  closed: "closed",
};

const kinds: Readonly<Record<QuestionEntryKind, string>> = {
  asked: "asked",
  answered: "answered",
  reopened: "asked on",
  closed: "closed it",
};

/** A question with all that was said, oldest first. */
export function viewQuestion({ id, module, student, state, submissionId, entries }: Question): readonly string[] {
  const about = submissionId === null ? "no grade yet" : `the grade is from submission ${submissionId}`;
  return [
    `${colors.bold(`${module}, ${viewName(student)}`)}: ${states[state]}. Question ${id}; ${about}.`,
    ...entries.flatMap(({ kind, at, author, text }) => [
      `  ${colors.dim(`${viewName(author)} ${kinds[kind]}, ${localTime(at)}`)}`,
      ...(text === null ? [] : viewMessage(text, 4)),
    ]),
  ];
}
