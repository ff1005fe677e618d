import { Command } from "@commander-js/extra-typings";
import { CliError } from "../terminal/cli-error.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { courseOption, display, findModule, readWork, viewLeft } from "./course-folder.ts";

export const test = new Command("test")
  .description("run a module's visible tests on your code, where it would be graded")
  .argument("<module>", "08-optimizers or 08")
  .argument("[filter...]", "only the test files whose path contains one of these")
  .option("--json", "print what came of them as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito test 08\n  tito test 08 sgd")
  .action(async (name, filters, { json = false, course }) => {
    const [{ folder, manifest }, { readVisibleTests }, { rehearseOnOwn }] = await Promise.all([
      findModule(course, name),
      import("@tinytorch/rehearsal"),
      import("./rehearse-on-own.ts"),
    ]);
    const [{ files, problems, left }, tests] = await Promise.all([
      readWork(folder, manifest),
      readVisibleTests(folder),
    ]);
    if (problems.length > 0) throw new CliError(2, problems.join("\n"));
    const rehearsal = await rehearseOnOwn(course, manifest, files, tests, chosen(tests.files, filters, folder));
    if (json) {
      printJson(rehearsal);
    } else {
      const [{ viewRehearsal }, { viewOwn, viewOwnFaults }] = await Promise.all([
        import("./rehearsal-view.ts"),
        import("./own-view.ts"),
      ]);
      for (const line of viewLeft(left)) print(`${line}\n`);
      for (const line of viewOwn(rehearsal)) print(`${line}\n`);
      print(viewRehearsal(rehearsal, manifest.exports, filters.length === 0));
      for (const line of viewOwnFaults(rehearsal)) print(line);
    }
    const isWhole = rehearsal.loadProblems.length === 0 && rehearsal.brokenTestFiles.length === 0;
    if (!isWhole || rehearsal.tests.some(({ state }) => state === "failed")) process.exitCode = 1;
  });

/** The test files that are meant. @throws CliError naming those there are when none is. */
function chosen(there: readonly string[], filters: readonly string[], folder: string): readonly string[] {
  if (there.length === 0) throw new CliError(2, `${display(folder)} must have tests, got no file tests/*.test.ts`);
  const meant = there.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
  if (meant.length > 0) return meant;
  const asked = filters.map((filter) => JSON.stringify(filter)).join(", ");
  throw new CliError(2, `the filter must be part of one of ${there.join(", ")}, got ${asked}`);
}
