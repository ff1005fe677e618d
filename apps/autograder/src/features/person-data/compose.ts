import type { PersonData as Packed } from "@tinytorch/api";
import { showsAt, type Viewer } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import { showStoredReport } from "../../stored-report.ts";
import { showGrade } from "../gradebook/show-grade.ts";
import type { PersonData } from "./store.ts";

const forStaff = `Everything that this service keeps about one person.

account.json       the account, its choices of e-mail, and when each of its tokens was issued
grades.json        the grades with how each came about
submissions/       what was handed in, by the submission's id; a text that came before stands once, and same.json says where
reports/           the report of each run
consoles/          what a submission printed, by the run's id
tables/            every row about the person, by table; times are milliseconds since 1970

Not in it: tokens, links and cookies and their hashes, and secrets of webhooks.
`;

const forPerson = `${forStaff.replace(/^consoles.*\n/m, "")}Kept back, because it would tell of hidden tests or of other people: seeds, the parts of reports that are not shown, what a
run printed, runs that stand for no grade, and who of the staff did what.
`;

/** All that is kept about a person, as much of it as the viewer may see, as texts by their paths. */
export function composePersonData(userId: string, view: Viewer, { store, clock }: Context): Packed {
  const isStaff = view === "staff";
  const { personData, grades, notifications, runs } = store;
  const tables = personData.rows(userId, view);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const { users: [account] = [], tokens = [] } = tables;
  const files: Record<string, string> = {
    "README.txt": isStaff ? forStaff : forPerson,
    "account.json": json({ account, notifications: notifications.of(userId), tokens }),
    "grades.json": json(grades.of(userId).flatMap((facts) => showGrade(facts, clock.now()) ?? [])),
  };
  Object.assign(files, filesOf(userId, personData));
  for (const { id, module, report } of personData.runs(userId, view)) {
    const shows = showsAt(grades.facts(userId, module), clock.now());
    files[`reports/${id}.json`] = json(
      showStoredReport({ report, console: () => runs.console(id) }, isStaff ? "instructor" : "student", shows),
    );
  }
  if (isStaff) for (const { runId, text } of personData.consoles(userId)) files[`consoles/${runId}.txt`] = text;
  for (const [table, rows] of Object.entries(tables)) files[`tables/${table}.json`] = json(rows);
  return { files };
}

/**
 * What was handed in, by path. A text that was handed in again and again is kept once, and once only is it here: the whole is about
 * as large as what the account may keep.
 */
function filesOf(userId: string, { files, text }: PersonData): Readonly<Record<string, string>> {
  const first = new Map<number, string>();
  const found: Record<string, string> = {};
  const same: Record<string, Record<string, string>> = {};
  for (const { submissionId, path, contentId } of files(userId)) {
    const place = `submissions/${submissionId}/${path}`;
    const earlier = first.get(contentId);
    if (earlier === undefined) {
      first.set(contentId, place);
      found[place] = text(contentId);
    } else same[submissionId] = { ...same[submissionId], [path]: earlier };
  }
  for (const [id, places] of Object.entries(same)) {
    found[`submissions/${id}/same.json`] = `${JSON.stringify(places, null, 2)}\n`;
  }
  return found;
}
