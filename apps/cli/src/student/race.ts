import { access } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { CliError } from "../terminal/cli-error.ts";
import { runNode } from "../terminal/run-process.ts";
import { courseOption, display, findModule } from "./course-folder.ts";

export const race = new Command("race")
  .description("watch your own code race down a surface")
  .argument("<module>", "08-optimizers or 08")
  .option("--json", "print the data of the picture")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito race 08")
  .action(async (name, { json, course }) => {
    const { folder, manifest } = await findModule(course, name);
    const program = join(folder, "lab", "race.ts");
    await access(program).catch(() => {
      throw new CliError(2, `${manifest.id} must have a race, got no ${display(program)}`);
    });
    process.exitCode = await runNode(["--disable-warning=ExperimentalWarning", program, ...(json ? ["--json"] : [])]);
  });
