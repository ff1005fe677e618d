import { Command, Option } from "@commander-js/extra-typings";
import { openClient } from "../student/client.ts";
import { viewCounted } from "../student/lateness.ts";
import { renderTable } from "../terminal/table.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const gradebook = new Command("gradebook")
  .description("every student's grades (instructors)")
  .addOption(new Option("--csv", "print it as CSV").conflicts("json"))
  .option("--json", "print it as one JSON document")
  .addHelpText("after", "\nExample:\n  tito gradebook --csv > grades.csv")
  .action(async ({ csv, json }) => {
    const client = await openClient();
    if (csv) return void process.stdout.write(await client.gradebookCsv());
    const book = await client.gradebook();
    if (json) return printJson(book);
    if (book.rows.length === 0) return print("No students yet.");
    const rows = book.rows.map(({ student, grades }) => {
      const byModule = new Map(grades.map(({ module, counted, late }) => [module, viewCounted(String(counted), late)]));
      return [student.name, ...book.modules.map((module) => byModule.get(module) ?? "–")];
    });
    print(await renderTable(["Student", ...book.modules], rows));
  });
