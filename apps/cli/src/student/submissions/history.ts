import { Command } from "@commander-js/extra-typings";
import type { Client, SubmissionSummary } from "@tinytorch/api";
import { sayDaysLate } from "@tinytorch/api/words";
import { viewName } from "../../terminal/message-view.ts";
import { renderTable } from "../../terminal/table.ts";
import { colors, localTime, print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { openClient } from "../account/client.ts";
import { namedPerson } from "../account/named-person.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { submissionsOf } from "./own-submission.ts";
import { states } from "./submission-view.ts";
import { readTerms, type Terms } from "./terms.ts";

const shown = 20;

export const history = new Command("history")
  .description("what you handed in, newest first, and which of it counts; for staff also what a student did")
  .argument("[module]", "08-optimizers or 08 (every module)")
  .option("--of <student>", "what the student of this name handed in (instructors; assistants for their sections)")
  .option("--limit <n>", `how many, at most (${shown})`, wholeNumber(1))
  .option("--all", "all there are")
  .option("--json", "print them as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito history 08\n  tito history --of student-a")
  .action(async (name, { of: login, limit = shown, all = false, json, course }) => {
    const module = name === undefined ? undefined : (await findModule(course, name)).manifest.id;
    const client = await openClient();
    const student = login === undefined ? undefined : await namedPerson(client, login);
    const most = all ? Number.POSITIVE_INFINITY : limit;
    const found: SubmissionSummary[] = [];
    let hasMore = false;
    for await (const each of submissionsOf(client, { module, student: student?.id })) {
      hasMore = found.length >= most;
      if (hasMore) break;
      found.push(each);
    }
    const terms = await readTerms(client, { student: student?.id, module });
    const { exceptions } = terms;
    if (json) return printJson({ submissions: found, hasMore, exceptions });
    if (found.length === 0 && student !== undefined) return print(`${student.login} handed in nothing yet.`);
    if (found.length === 0) return print("Nothing was handed in yet: hand in with `tito submit <module>`.");
    const chosen = new Set(exceptions.flatMap(({ kind, submissionId }) => (kind === "choice" ? [submissionId] : [])));
    const head = ["When", "Module", "Score", "Late", "Counts", "Submission"];
    print(
      await renderTable(
        head,
        found.map((each) => row(each, chosen.has(each.id))),
      ),
    );
    if (hasMore) print("There are older ones: add --all, or --limit <n>.");
    for (const each of new Set(found.map((submission) => submission.module))) {
      await printTerms(client, each, terms, student === undefined);
    }
  });

/** What holds for the student alone in a module, and what oneself has left; nothing where nothing is out of the ordinary. */
async function printTerms(client: Client, module: string, terms: Terms, isOwn: boolean): Promise<void> {
  const { exceptions, isCounted } = terms;
  const own = exceptions.filter((each) => each.module === module);
  if (own.length === 0 && !isCounted(module)) return;
  const [{ viewLeft }, { viewException }] = await Promise.all([
    import("./terms-view.ts"),
    import("./exception-view.ts"),
  ]);
  print(colors.bold(module));
  const left = isOwn ? viewLeft(await client.standing(module)) : [];
  for (const line of [...own.map(viewException), ...left]) print(`  ${line}`);
}

function row({ handedInFor, ...submission }: SubmissionSummary, isChosen: boolean): string[] {
  const { id, module, status, receivedAt, score, maxScore, late, counted, counts } = submission;
  const by = handedInFor === null ? "" : `\nhanded in by ${viewName(handedInFor.by)}`;
  const worth = counted === null || counted === score ? "" : `, worth ${counted}`;
  return [
    `${localTime(receivedAt)}${by}`,
    module,
    score === null ? states[status] : `${score} of ${maxScore}${worth}`,
    late === null ? "–" : sayDaysLate(late),
    counts ? (isChosen ? "yes, chosen" : "yes") : "no",
    id,
  ];
}
