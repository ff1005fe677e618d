import { Command } from "@commander-js/extra-typings";
import { canAsk } from "../../terminal/can-ask.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { askPredictions } from "./ask-predictions.ts";
import { keepAsked, readAsked } from "./predictions.ts";

export const predict = new Command("predict")
  .description("be asked again what will happen, before you try it; never graded")
  .argument("[module]", "08-optimizers, 08 or optimizers (the one whose folder you are in)")
  .addOption(courseOption())
  .addHelpText(
    "after",
    "\nExample:\n  tito predict 08\n\nExit codes: 0 when you were asked, whatever you answered; 2 where there is no terminal or there are no questions; 130 when you left at one.",
  )
  .action(async (name, { course }) => {
    const { manifest } = await findModule(course, name);
    if (manifest.predict === undefined) {
      throw new CliError(2, `${manifest.id} must have questions to predict, got none in its module.json`);
    }
    if (!canAsk()) throw new CliError(2, "it must be run in a terminal, where somebody can be asked");
    // What cannot be kept is said before anybody is asked.
    await readAsked(course);
    const asked = await askPredictions(manifest.predict, { input: process.stdin, output: process.stdout });
    if (asked === null) process.exitCode = 130;
    else await keepAsked(course, manifest.id, asked);
  });
