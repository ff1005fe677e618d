import { Command } from "@commander-js/extra-typings";
import { printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { viewDays } from "./bank-view.ts";

export const takeBackLateDays = new Command("take-back")
  .description("take back the late days that you spent last on a module, until it closes")
  .argument("<module>", "08-optimizers or 08")
  .option("--json", "print it with the grade as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito late-days take-back 08")
  .action(async (name, { json, course }) => {
    const { manifest } = await findModule(course, name);
    const answer = await (await openClient()).takeBackLateDays(manifest.id);
    if (json) return printJson(answer);
    const { printDone } = await import("../submissions/grade-view.ts");
    printDone(`Took back ${viewDays(answer.exception.days ?? 0)} from ${manifest.id}.`, answer);
  });
