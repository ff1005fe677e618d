import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { askFirst } from "../../terminal/ask-first.ts";
import { print, printJson } from "../../terminal/terminal.ts";

export const undoAssignment = new Command("undo")
  .description("take the newest change of a module back (instructors)")
  .argument("<module>", "08-optimizers or 08")
  .requiredOption("--reason <text>", "why, as it stands on record")
  .option("--yes", "do not ask, though it could lower grades")
  .option("--json", "print what holds now as one JSON document (needs --yes)")
  .addHelpText("after", '\nExample:\n  tito assign undo 08 --reason "It was meant for 09."')
  .action(async (name, { reason: because, yes = false, json = false }) => {
    const client = await openClient();
    const module = await moduleId(client, name);
    const { assignments } = await client.assignments();
    // Where nobody changed anything the service says that, and there is nothing to ask.
    const changed = assignments.find((each) => each.module === module)?.changed ?? null;
    const would = `taking back the newest change of ${module} could lower grades that there are`;
    const question = `Take back the newest change of ${module}? That could lower grades that there are.`;
    if (changed !== null && !(await askFirst({ would, question, yes, json }))) return print("Nothing was changed.");
    const after = await client.undoAssignment(module, { because });
    if (json) return printJson(after);
    print("Taken back. This holds now:");
    const { viewAssignment } = await import("./assignment-view.ts");
    for (const line of viewAssignment(after)) print(line);
  });
