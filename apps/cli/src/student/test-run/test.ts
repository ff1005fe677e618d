import { Command, Option } from "@commander-js/extra-typings";
import { canAsk } from "../../terminal/can-ask.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { isPassed, testModule, viewTested } from "./test-module.ts";

export const test = new Command("test")
  .description("run a module's visible tests on your code, where it would be graded")
  .argument("[module]", "08-optimizers, 08 or optimizers (the one whose folder you are in)")
  .argument("[filter...]", "only the test files whose path contains one of these")
  .option("--watch", "run them again at every save, until q or Ctrl-C")
  .addOption(
    new Option("--begun", "every module in which you have written something, one after another").conflicts("watch"),
  )
  .option("--json", "print what came of them as one JSON document; with --watch one a line")
  .addOption(courseOption())
  .addHelpText(
    "after",
    "\nExample:\n  tito test 08\n  tito test 08 sgd\n  tito test 08 --watch\n  cd modules/08-optimizers && tito test\n  tito test --begun\n\nExit codes: 0 when all tests passed, and when --watch is ended; 1 when one failed or a file does not load; 2 when there is nothing to run; 130 when you left at a question.",
  )
  .action(async (name, filters, { watch = false, begun = false, json = false, course }) => {
    if (begun) {
      if (name !== undefined) throw new CliError(2, `--begun is of every module, got ${name}`);
      const { testBegun } = await import("./test-begun.ts");
      if (!(await testBegun(course, json))) process.exitCode = 1;
      return;
    }
    if (!json && canAsk() && !(await askFirst(course, name))) {
      process.exitCode = 130;
      return;
    }
    if (watch) {
      const { watchModule } = await import("./watch-module.ts");
      return watchModule(course, name, filters, json);
    }
    const tested = await testModule(course, name, filters);
    if (json) printJson(tested.rehearsal);
    else print(await viewTested(tested));
    if (!isPassed(tested)) process.exitCode = 1;
  });

/** A module's questions, once. What cannot be kept of them stands in no test's way. */
async function askFirst(course: string, name: string | undefined): Promise<boolean> {
  const { manifest } = await findModule(course, name);
  if (manifest.predict === undefined) return true;
  const { askOnce } = await import("../guidance/ask-predictions.ts");
  return askOnce(course, manifest, { input: process.stdin, output: process.stdout }).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    process.stderr.write(`tito test: ${error.message}\n`);
    return true;
  });
}
