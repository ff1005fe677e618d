import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { renderTable } from "../terminal/table.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";

export const deadLetters = new Command("dead-letters")
  .description("work that the grader broke on at every attempt (instructors)")
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito dead-letters")
  .action(async ({ json }) => {
    const client = await openClient();
    const answer = await client.deadLetters();
    if (json) return printJson(answer);
    if (answer.deadLetters.length === 0) return print("No dead letters.");
    const rows = answer.deadLetters.map(({ id, kind, student, module, submissionId, diedAt }) => [
      String(id),
      kind,
      student.name,
      module,
      submissionId,
      localTime(diedAt),
    ]);
    print(await renderTable(["Id", "Kind", "Student", "Module", "Submission", "Set aside"], rows));
    for (const { id, attempts, error } of answer.deadLetters) {
      print(`${id}: after ${attempts} attempts: ${error}`);
    }
    print("Try one again with `tito retry ID`.");
  });
