import { Command } from "@commander-js/extra-typings";
import { renderTable } from "../terminal/table.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";
import { openClient } from "./client.ts";
import { viewCounted } from "./lateness.ts";

function viewDates(id: string, due: string, closes: string | null): string {
  const end = closes === null ? "" : `, and work is taken until ${localTime(closes)}`;
  return `${id} is due ${localTime(due)}${end}.`;
}

export const grades = new Command("grades")
  .description("your grade in each module: that of your latest graded submission")
  .option("--json", "print the grades as one JSON document")
  .addHelpText("after", "\nExample:\n  tito grades")
  .action(async ({ json }) => {
    const client = await openClient();
    const answer = await client.grades();
    if (json) return printJson(answer);
    const { modules } = await client.modules();
    for (const { id, due, closes } of modules) if (due !== null) print(viewDates(id, due, closes));
    if (answer.grades.length === 0) return print("No grades yet: hand in with `tito submit <module>`.");
    const rows = answer.grades.map((grade) => [
      grade.module,
      viewCounted(`${grade.counted} of ${grade.maxScore}`, grade.late),
      grade.receivedAt === null ? "–" : localTime(grade.receivedAt),
      grade.submissionId ?? "–",
    ]);
    print(await renderTable(["Module", "Score", "Handed in", "Submission"], rows));
  });
