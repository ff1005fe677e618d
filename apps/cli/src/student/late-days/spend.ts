import { Command } from "@commander-js/extra-typings";
import type { Client, Grade, Standing } from "@tinytorch/api";
import { askFirst } from "../../terminal/ask-first.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { viewPoints } from "../submissions/lateness.ts";
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
    const spend = (trial: boolean) => client.spendLateDays({ module: manifest.id, days, trial });
    if (!yes) {
      // What the service refuses is not asked first.
      const { grade } = await spend(true);
      const standing = await client.standing(manifest.id);
      const [would, question] = asked(standing, days, await untilWhen(client, standing), grade);
      if (!(await askFirst({ would, question, yes, json }))) return print("Nothing was spent.");
    }
    const answer = await spend(false);
    if (json) return printJson(answer);
    const { printDone } = await import("../submissions/grade-view.ts");
    const { left } = (await client.standing(manifest.id)).lateDays;
    printDone(
      `Spent ${viewDays(days)} on ${manifest.id}, ${left} left. \`tito late-days take-back ${manifest.id}\` takes it back.`,
      answer,
    );
  });

/** What would be done, and the question. */
function asked(
  { module, lateDays, grade: now }: Standing,
  days: number,
  until: string,
  then: Grade | null,
): readonly [string, string] {
  const would = `${viewDays(days)} of the ${lateDays.left} that are left would be spent on ${module}`;
  const left = `${lateDays.left} ${lateDays.left === 1 ? "is" : "are"} left`;
  const gained =
    then === null || then.counted === null
      ? ""
      : then.counted === now?.counted
        ? " Your grade stays what it is."
        : ` Your grade would be ${viewPoints(then)} of ${then.maxScore}, not ${now?.counted ?? "–"}.`;
  return [would, `Spend ${viewDays(days)} on ${module}? ${left}, and you can take it back${until}.${gained}`];
}

/** ` until Sat 5 Dec 2026, 18:00 Europe/Berlin`; nothing where the module never closes. */
async function untilWhen(client: Client, { module, closes }: Standing): Promise<string> {
  if (closes === null) return "";
  const { assignments } = await client.assignments();
  const { courseMoment } = await import("../../terminal/course-moment.ts");
  return ` until ${courseMoment(closes, assignments.find((each) => each.module === module)?.zone ?? "UTC")}`;
}
