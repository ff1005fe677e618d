import { Command } from "@commander-js/extra-typings";
import { openService } from "../service.ts";
import { renderTable } from "../table.ts";
import { localTime, print, printJson } from "../terminal.ts";

export const grades = new Command("grades")
  .description("your grade in each module: that of your latest graded submission")
  .option("--json", "print the grades as one JSON document")
  .addHelpText("after", "\nExample:\n  tito grades")
  .action(async ({ json }) => {
    const service = await openService();
    const answer = await service.grades();
    if (json) return printJson(answer);
    if (answer.grades.length === 0) return print("No grades yet: hand in with `tito submit <module>`.");
    const rows = answer.grades.map((grade) => [
      grade.module,
      `${grade.score} of ${grade.maxScore}`,
      localTime(grade.receivedAt),
      grade.submissionId,
    ]);
    print(await renderTable(["Module", "Score", "Handed in", "Submission"], rows));
  });
