import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { moduleId } from "../student/course/module-id.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const stats = new Command("stats")
  .description("what the class did in a module: pass rates, scores, diagnoses (instructors)")
  .argument("<module>", "such as 08")
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito stats 08")
  .action(async (module, { json }) => {
    const client = await openClient();
    const found = await client.statistics(await moduleId(client, module));
    if (json) return printJson(found);
    const { viewStatistics } = await import("./stats-view.ts");
    print(await viewStatistics(found));
  });
