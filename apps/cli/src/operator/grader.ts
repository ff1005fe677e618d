import { Command, Option } from "@commander-js/extra-typings";
import { runNode } from "../terminal/run-process.ts";

export const grader = new Command("grader")
  .description("grade for a server on another machine, without a database")
  .option("--queue <url>", "the Redis that carries the server's work, redis://HOST:6379 (TINYTORCH_QUEUE)")
  .requiredOption("--server <url>", "the server's address")
  .option("--key-file <file>", "the file with the key that tito grader-key add printed (TINYTORCH_GRADER_KEY)")
  .option("--places <n>", "how many submissions are graded at once (2)")
  .addOption(new Option("--sandbox <layer>", "the sandbox's third layer: auto, bubblewrap, gvisor or process (auto)"))
  .option("--cache <dir>", "where courses are kept (TINYTORCH_CACHE, ~/.cache/tinytorch)")
  .option("--grace <seconds>", "how long a stop waits for what is being graded (60)")
  .option("--json", "say that it is ready as a line of JSON")
  .addHelpText(
    "after",
    "\nExample:\n  tito grader --queue redis://10.0.0.2:6379 --server https://grades.example.edu --key-file grader.key",
  )
  .action(async ({ queue, server, keyFile, places, sandbox, cache, grace, json }) => {
    const given = { queue, server, "key-file": keyFile, places, sandbox, cache, grace };
    const words = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
    const { graderProgram } = await import("@tinytorch/grader-worker");
    const args = ["--disable-warning=ExperimentalWarning", graderProgram, ...words, ...(json ? ["--json"] : [])];
    process.exitCode = await runNode(args);
  });
