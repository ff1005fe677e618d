import type { EraseResult } from "./erase-user.ts";

/** What an erasure took away, or would, for an operator to read. */
export function sayErasure(result: EraseResult, really: boolean): string {
  const { name, pseudonym, submissions, runs, tokens, comments, questions, bytes, sharedBytes, auditEntries } = result;
  const shared = sharedBytes === 0 ? "" : `; ${sharedBytes} more stay, for somebody else handed in the same`;
  const lines = [
    `${name}: ${counted(submissions, "submission")} with ${counted(runs, "run")}, ${counted(tokens, "token")}, ${counted(bytes, "byte")} of files${shared}.`,
    ...(comments + questions === 0
      ? []
      : [`With it: ${counted(comments, "comment")} on it, ${counted(questions, "question")} about grades.`]),
    `The audit ${really ? "keeps" : "would keep"} ${auditEntries} entries about it, under the name ${pseudonym}.`,
  ];
  if (!really) return [...lines, "Nothing is erased yet: say it again with --yes. It cannot be undone."].join("\n");
  lines.push(
    result.purged
      ? "Erased: the database holds nothing of it any more."
      : "Erased, but there was no room to write the file anew, and freed pages of it may hold copies: make room and start the server once.",
    "Backups that were made before hold it still.",
  );
  return lines.join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
