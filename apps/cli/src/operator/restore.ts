import { Command } from "@commander-js/extra-typings";
import { runDataTool } from "./data-tool.ts";

export const restore = new Command("restore")
  .description("make a data folder from a backup")
  .argument("<file>", "what `tito backup` wrote")
  .requiredOption("--data <dir>", "the folder to make; it must be empty or not exist")
  .option("--json", "print what was restored as one JSON document")
  .addHelpText("after", "\nExample:\n  tito restore grades-before-the-exam.sqlite --data .data-restored")
  .action((file, { data, json = false }) => runDataTool(["restore", file, ...(json ? ["--json"] : [])], data));
