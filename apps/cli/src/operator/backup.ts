import { Command } from "@commander-js/extra-typings";
import { runDataTool } from "./data-tool.ts";

export const backup = new Command("backup")
  .description("copy the service's database to one file, while the service runs or not")
  .argument("<file>", "where to; it must not exist yet")
  .option("--data <dir>", "the folder of the database (TINYTORCH_DATA, .data)")
  .option("--json", "print what was copied as one JSON document")
  .addHelpText("after", "\nExample:\n  tito backup grades-before-the-exam.sqlite")
  .action((file, { data, json = false }) => runDataTool(["backup", file, ...(json ? ["--json"] : [])], data));
