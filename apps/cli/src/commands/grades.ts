import { Command } from "@commander-js/extra-typings";
import { viewCounted } from "../lateness.ts";
import { openService } from "../service.ts";
import { renderTable } from "../table.ts";
import { localTime, print, printJson } from "../terminal.ts";

function viewDates(id: string, due: string, closes: string | null): string {
  const end = closes === null ? "" : `, and work is taken until ${localTime(closes)}`;
  return `${id} is due ${localTime(due)}${end}.`;
}

export const grades = new Command("grades")
  .description("your grade in each module: that of your latest graded submission")
  .option("--json", "print the grades as one JSON document")
  .addHelpText("after", "\nExample:\n  tito grades")
  .action(async ({ json }) => {
    const service = await openService();
    const answer = await service.grades();
    if (json) return printJson(answer);
    const { modules } = await service.modules();
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
