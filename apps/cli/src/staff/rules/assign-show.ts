import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { renderTable } from "../../terminal/table.ts";
import { print, printJson } from "../../terminal/terminal.ts";

export const showAssignments = new Command("show")
  .description("what holds of every module, or all of one with who decided it")
  .argument("[module]", "08-optimizers or 08 (every module)")
  .option("--json", "print it as one JSON document")
  .addHelpText("after", "\nExample:\n  tito assign show 08")
  .action(async (name, { json }) => {
    const client = await openClient();
    const module = name === undefined ? undefined : await moduleId(client, name);
    const { assignments } = await client.assignments();
    if (module === undefined) {
      if (json) return printJson({ assignments });
      const { sayZones, viewRow } = await import("./assignment-view.ts");
      print(await renderTable(["Module", "Due", "Work until", "Rules"], assignments.map(viewRow)));
      return print(sayZones(assignments));
    }
    const found = assignments.find((each) => each.module === module);
    if (found === undefined)
      throw new CliError(2, `the service must have something decided about ${module}, got nothing`);
    if (json) return printJson(found);
    const { viewAssignment } = await import("./assignment-view.ts");
    for (const line of viewAssignment(found)) print(line);
  });
