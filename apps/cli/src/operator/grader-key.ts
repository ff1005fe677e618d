import { Argument, Command } from "@commander-js/extra-typings";
import { CliError } from "../terminal/cli-error.ts";
import { runDataTool } from "./data-tool.ts";

const actions = ["add", "list", "remove"] as const;

export const graderKey = new Command("grader-key")
  .description("keys of graders on other machines, while the service runs or not")
  .addArgument(new Argument("<action>", "what to do").choices(actions))
  .argument("[name]", "the grader's name, to add or to remove")
  .option("--data <dir>", "the folder of the database (TINYTORCH_DATA, .data)")
  .option("--json", "print the answer as one JSON document")
  .addHelpText("after", "\nExample:\n  tito grader-key add rack-2 --data /srv/tinytorch")
  .action((action, name, { data, json = false }) => {
    if (action === "list" && name !== undefined)
      throw new CliError(2, `grader-key list takes nothing more, got ${name}`);
    if (action !== "list" && name === undefined)
      throw new CliError(2, `grader-key ${action} needs a name, got nothing`);
    return runDataTool(
      ["grader-key", action, ...(name === undefined ? [] : [name]), ...(json ? ["--json"] : [])],
      data,
    );
  });
