import { Command, Option } from "@commander-js/extra-typings";
import { runNode } from "../terminal/run-process.ts";

/** A command that runs the autograder in this terminal; what is not given is left to its own settings. */
export function serveCommand(name: string, description: string, flags: readonly string[]) {
  return new Command(name)
    .description(description)
    .addOption(new Option("-p, --port <n>", "the port to listen on (PORT, 8080)"))
    .addOption(new Option("--host <address>", "the address to listen on (HOST, 127.0.0.1)"))
    .addOption(new Option("--data <dir>", "the folder of the database (TINYTORCH_DATA, .data)"))
    .option("--json", "print where it serves as one JSON document")
    .action(async ({ port, host, data, json = false }) => {
      const env = { ...process.env };
      if (port !== undefined) env.PORT = port;
      if (host !== undefined) env.HOST = host;
      if (data !== undefined) env.TINYTORCH_DATA = data;
      const { serverProgram } = await import("@tinytorch/autograder/programs");
      const asked = json ? [...flags, "--json"] : flags;
      process.exitCode = await runNode(["--disable-warning=ExperimentalWarning", serverProgram, ...asked], { env });
    });
}
