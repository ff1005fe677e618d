import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Action, permissions, roleSchema, type Whose } from "@tinytorch/api";
import { expect, test } from "vitest";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/instructor.md"), "utf8");

/** What each action is in the guide's table. */
const deeds: Readonly<Record<Action, string>> = {
  "account.read": "see one's own account",
  "account.list": "list accounts",
  "account.create": "make an account, of a role that one may give",
  "credential.own": "make and list one's own tokens, sign in and out",
  "credential.end": "revoke tokens and end sessions",
  "token.issue": "give others tokens",
  "invitation.change": "invite, and take an invitation back",
  "course.read": "see and fetch modules",
  "solution.read": "see a module's solution (students once the course shows it)",
  "work.hand-in": "hand in",
  "work.read": "see submissions, files and reports",
  "work.hand-in-for": "hand in for a student",
  "comment.write": "comment on submissions",
  "comment.release": "release comments",
  "question.ask": "ask about a grade",
  "question.read": "read questions",
  "question.answer": "answer and close questions",
  "grade.read": "see one's own grades",
  "gradebook.read": "see the gradebook",
  "statistics.read": "see statistics of the class",
  "export.make": "export grades",
  "run.read": "see runs whole: hidden tests, seed, what was printed",
  "rerun.make": "rerun",
  "regrade.make": "regrade",
  "queue.mend": "see the queue, see and retry dead letters",
  "similarity.read": "compare submissions",
  "assignment.change": "decide about modules: due dates, attempts, what counts",
  "exception.read": "see extensions, overrides, excuses and choices",
  "exception.grant": "extend, override, excuse",
  "submission.choose": "choose which submission counts (students where the module leaves it to them)",
  "late-days.read": "see late days",
  "late-days.grant": "grant late days",
  "late-days.spend": "spend late days",
  "audit.read": "read the audit",
  "notification.choose": "choose what to be told by e-mail",
  "data.read-own": "get all that is kept about oneself",
  "data.export": "get all that is kept about a person",
  "webhook.change": "add, test and remove webhooks",
  "people.read": "see people",
  "people.change": "change, drop and restore people",
  "roster.import": "import a roster",
};

const reach: Readonly<Record<Whose, string>> = {
  nobody: "–",
  own: "own",
  section: "their sections",
  class: "all but teachers",
  everybody: "all",
};

function cellsOf(line: string): readonly string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

test("the guide's table of roles says what the service goes by", () => {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => cellsOf(line)[0] === "What");
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  const [head = "", , ...body] = lines.slice(start, end);
  expect(cellsOf(head)).toEqual(["What", ...roleSchema.options]);
  const rows = body.map(cellsOf);
  const actions: Readonly<Record<string, Readonly<Record<string, Whose>>>> = permissions;
  const held = Object.entries(deeds).map(([action, deed]) => [
    deed,
    ...roleSchema.options.map((role) => reach[actions[action]?.[role] ?? "nobody"]),
  ]);
  expect(rows).toEqual(held);
});
