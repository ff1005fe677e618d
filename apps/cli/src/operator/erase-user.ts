import { Command } from "@commander-js/extra-typings";
import { runDataTool } from "./data-tool.ts";

export const eraseUser = new Command("erase-user")
  .description("take a person out of the database for good; the server must be stopped")
  .argument("<name>", "the account's name")
  .option("--yes", "really do it; without, it says what would go")
  .option("--data <dir>", "the folder of the database (TINYTORCH_DATA, .data)")
  .option("--json", "print what goes as one JSON document")
  .addHelpText(
    "after",
    "\nExample:\n  tito erase-user student-a --data /srv/tinytorch\n  tito erase-user student-a --yes",
  )
  .action((name, { yes = false, data, json = false }) =>
    runDataTool(["erase-user", name, ...(yes ? ["--yes"] : []), ...(json ? ["--json"] : [])], data),
  );
