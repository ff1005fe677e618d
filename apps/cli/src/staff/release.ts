import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { courseOption, display, namedModules, requireHiddenMaterial } from "../student/course/course-folder.ts";
import { CliError } from "../terminal/cli-error.ts";
import { openProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const release = new Command("release")
  .description("make the course as students receive it, in an empty folder (needs the hidden material, and npm)")
  .requiredOption("--out <dir>", "where it is made", (folder: string) => resolve(folder))
  .option("--modules <list>", "only these: 00,01,08 (every module)", moduleList, [])
  .option("--json", "print what was made as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito release --out ~/tinytorch-course")
  .action(async ({ out, modules, json = false, course }) => {
    const ids = await namedModules(course, modules);
    await requireHiddenMaterial(course);
    const { buildRelease, ReleaseError } = await import("@tinytorch/release");
    const progress = openProgress({ quiet: json });
    const made = await buildRelease(course, out, { modules: ids, onProgress: (told) => progress.show(told) })
      .catch((error: unknown) => {
        throw error instanceof ReleaseError ? new CliError(error.isOfRequest ? 2 : 1, error.message) : error;
      })
      .finally(() => progress.end());
    if (json) return printJson(made);
    const megabytes = (made.bytes / 1e6).toFixed(1);
    print(`${display(out)} has ${made.files} files, ${megabytes} MB: ${made.modules.join(", ")}.`);
    print(`None of it is one of the ${made.secrets} lines, titles, hints and numbers that students do not receive.`);
    print(`The whole folder as one file, for your service to hand out (TINYTORCH_RELEASE): ${display(made.archive)}`);
  });

/** @throws InvalidArgumentError when it names nothing */
function moduleList(list: string): string[] {
  const names = list.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "")) return names;
  throw new InvalidArgumentError("It must be modules with commas between.");
}
