import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { mayWrite } from "../../terminal/may-write.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { writeWhole } from "../../terminal/write-whole.ts";

export const exportAssignments = new Command("export")
  .description("what holds now as a course.json, for the next time the course is held (instructors)")
  .option("--out <file>", "where it goes; printed without it")
  .option("--yes", "overwrite what --out names without asking")
  .option("--json", "print it; so it is without --out too")
  .addHelpText("after", "\nExample:\n  tito assign export --out course.json")
  .action(async ({ out, yes = false, json = false }) => {
    if (out !== undefined && !(await mayWrite(out, { yes, json }))) return;
    const { courseJson } = await (await openClient()).assignments();
    if (courseJson === null) throw new CliError(2, "this is for those who may change what holds of modules");
    if (out !== undefined) {
      await writeWhole(out, `${JSON.stringify(courseJson, null, 2)}\n`).catch((error: NodeJS.ErrnoException) => {
        throw new CliError(2, `--out must be a file that can be written, got ${out} (${error.code})`);
      });
    }
    if (json || out === undefined) return printJson(courseJson);
    print(`Written: ${out}`);
  });
