import { Command } from "@commander-js/extra-typings";
import type { Client, Standing } from "@tinytorch/api";
import { askFirst } from "../../terminal/ask-first.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { viewDays } from "./bank-view.ts";

export const spendLateDays = new Command("spend")
  .description("spend late days on a module, after you said yes: so many days late cost nothing")
  .argument("<module>", "08-optimizers or 08")
  .argument("[days]", "how many", wholeNumber(1, 365), 1)
  .option("--yes", "do not ask first")
  .option("--json", "print it with the grade as one JSON document (needs --yes)")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito late-days spend 08")
  .action(async (name, days, { yes = false, json = false, course }) => {
    const { manifest } = await findModule(course, name);
    const client = await openClient();
    const standing = await client.standing(manifest.id);
    const [would, question] = asked(standing, days, await untilWhen(client, standing));
    if (!(await askFirst({ would, question, yes, json }))) return print("Nothing was spent.");
    const answer = await client.spendLateDays({ module: manifest.id, days });
    if (json) return printJson(answer);
    const { printDone } = await import("../submissions/grade-view.ts");
    const { left } = (await client.standing(manifest.id)).lateDays;
    printDone(
      `Spent ${viewDays(days)} on ${manifest.id}, ${left} left. \`tito late-days take-back ${manifest.id}\` takes it back.`,
      answer,
    );
  });

function asked({ module, lateDays }: Standing, days: number, until: string): readonly [string, string] {
  const would = `${viewDays(days)} of the ${lateDays.left} that are left would be spent on ${module}`;
  return [would, `Spend ${viewDays(days)} on ${module}? ${lateDays.left} are left, and you can take it back${until}.`];
}

/** ` until Sat 5 Dec 2026, 18:00 Europe/Berlin`; nothing where the module never closes. */
async function untilWhen(client: Client, { module, closes }: Standing): Promise<string> {
  if (closes === null) return "";
  const { assignments } = await client.assignments();
  const { courseMoment } = await import("../../terminal/course-moment.ts");
  return ` until ${courseMoment(closes, assignments.find((each) => each.module === module)?.zone ?? "UTC")}`;
}
