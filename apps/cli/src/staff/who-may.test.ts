import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { type Action, whose } from "@tinytorch/api";
import { expect, test } from "vitest";
import { groups as operator } from "../operator/commands.ts";
import { groups as staff } from "./commands.ts";

/** What each command asks the service to do; those that ask nothing of it are not here. */
const actions: Readonly<Record<string, Action>> = {
  "add-user": "account.create",
  "reissue-token": "token.issue",
  invite: "invitation.change",
  "roster import": "roster.import",
  "roster list": "people.read",
  "roster rename": "people.change",
  "roster set": "people.change",
  "roster drop": "people.change",
  "roster restore": "people.change",
  gradebook: "gradebook.read",
  export: "export.make",
  stats: "statistics.read",
  regrade: "regrade.make",
  rerun: "rerun.make",
  similar: "similarity.read",
  audit: "audit.read",
  comment: "comment.write",
  answer: "question.answer",
  webhook: "webhook.change",
  "export-person": "data.export",
  "assign show": "course.read",
  "assign set": "assignment.change",
  "assign undo": "assignment.change",
  "assign export": "assignment.change",
  "extend grant": "exception.grant",
  "extend list": "exception.read",
  "extend remove": "exception.grant",
  "override set": "exception.grant",
  "override remove": "exception.grant",
  "override show": "exception.read",
  excuse: "exception.grant",
  "dead-letters": "queue.mend",
  retry: "queue.mend",
};

/** What runs where the course or the database lies. */
const here = ["start", "serve", "doctor", "backup", "restore", "erase-user", "grader-key", "grader"];

function leaves(command: CommandUnknownOpts, before = ""): readonly (readonly [string, string])[] {
  const name = `${before}${command.name()}`;
  if (command.commands.length === 0) return [[name, command.description()]];
  return command.commands.flatMap((each) => leaves(each, `${name} `));
}

const all = [...staff, ...operator].flatMap(({ commands }) => commands.flatMap((each) => leaves(each)));

test.each(all)("the help of tito %s says who may use it", (name, description) => {
  const action = actions[name];
  if (action === undefined) {
    expect(description.includes("(needs the hidden material") || here.includes(name), description).toBe(true);
  } else if (whose(action, "assistant") === "own") {
    expect(description).not.toContain("instructors");
  } else if (whose(action, "assistant") === "nobody") {
    expect(description).toMatch(/ \(instructors\)$/);
  } else {
    expect(description).toMatch(/ \(instructors; assistants [^)]+\)$/);
  }
});
