import { Command } from "@commander-js/extra-typings";
import type { Client, Grade, LateDayBank, ModuleSummary } from "@tinytorch/api";
import { renderTable } from "../../terminal/table.ts";
import { colors, localTime, print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { viewCounted, viewPoints } from "./lateness.ts";
import { readTerms, type Terms, unlessRefused } from "./terms.ts";

export const grades = new Command("grades")
  .description("your grade in each module, how it came about, and when modules are due")
  .option("--json", "print the grades, what holds for you alone and your late days as one JSON document")
  .addHelpText("after", "\nExample:\n  tito grades")
  .action(async ({ json }) => {
    const client = await openClient();
    const [{ grades: all }, terms, bank] = await Promise.all([client.grades(), readTerms(client, {}), ownBank(client)]);
    const { exceptions } = terms;
    if (json) return printJson({ grades: all, exceptions, lateDays: bank });
    const { modules } = await client.modules();
    await printDates(modules, terms);
    if (all.length === 0) print("No grades yet: hand in with `tito submit <module>`.");
    else print(await renderTable(["Module", "Score", "Handed in", "Submission"], all.map(row)));
    const { viewExplained, viewLeft } = await import("./terms-view.ts");
    const explained = Map.groupBy(exceptions, ({ module }) => module);
    for (const { id: module } of modules) {
      const grade = all.find((each) => each.module === module) ?? null;
      const lines = [...viewExplained(grade, explained.get(module) ?? [])];
      if (terms.isCounted(module)) lines.push(...viewLeft(await client.standing(module)).map((line) => `  ${line}`));
      if (lines.length > 0) print([colors.bold(module), ...lines].join("\n"));
    }
    if (bank !== null && bank.granted > 0) {
      print(`Late days: ${bank.granted} granted, ${bank.spent} spent, ${bank.left} left (\`tito late-days show\`).`);
    }
  });

function row(grade: Grade): string[] {
  return [
    grade.module,
    grade.excused ? "EX" : viewCounted(`${viewPoints(grade)} of ${grade.maxScore}`, grade.late),
    grade.receivedAt === null ? "–" : localTime(grade.receivedAt),
    grade.submissionId ?? "–",
  ];
}

async function printDates(modules: readonly ModuleSummary[], { zoneOf }: Terms): Promise<void> {
  const { courseMoment } = await import("../../terminal/course-moment.ts");
  for (const { id, due, closes } of modules) {
    if (due === null) continue;
    const zone = zoneOf(id);
    const moment = (instant: string) => (zone === null ? localTime(instant) : courseMoment(instant, zone));
    const end = closes === null ? "" : `, and work is taken until ${moment(closes)}`;
    print(`${id} is due ${moment(due)}${end}.`);
  }
}

/** Null for who has none, as staff. */
async function ownBank(client: Client): Promise<LateDayBank | null> {
  const { id } = await client.me();
  return (await unlessRefused(client.lateDays({ student: id })))?.banks[0] ?? null;
}
