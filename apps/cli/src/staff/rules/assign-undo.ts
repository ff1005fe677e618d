import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { moduleId } from "../module-id.ts";

export const undoAssignment = new Command("undo")
  .description("take the newest change of a module back (instructors)")
  .argument("<module>", "08-optimizers or 08")
  .requiredOption("--reason <text>", "why, as it stands on record")
  .option("--json", "print what holds now as one JSON document")
  .addHelpText("after", '\nExample:\n  tito assign undo 08 --reason "It was meant for 09."')
  .action(async (name, { reason: because, json }) => {
    const client = await openClient();
    const after = await client.undoAssignment(await moduleId(client, name), { because });
    if (json) return printJson(after);
    print("Taken back. This holds now:");
    const { viewAssignment } = await import("./assignment-view.ts");
    for (const line of viewAssignment(after)) print(line);
  });
