import { access } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { CliError } from "../terminal/cli-error.ts";
import { runNode } from "../terminal/run-process.ts";
import { courseOption, display, findModule, requireHiddenMaterial } from "./course-folder.ts";

/** Every module's picture, under whichever name its program has. */
export const lab = pictureCommand("lab", "see in a picture what your own code does", ["lab.ts", "race.ts"]);

export const race = pictureCommand("race", "watch your own code race down a surface", ["race.ts"]);

/** A command that runs the first of these programs that lies in a module's `lab/`. */
function pictureCommand(name: string, description: string, programs: readonly string[]) {
  return new Command(name)
    .description(description)
    .argument("<module>", "08-optimizers or 08")
    .option("--json", "print the data of the picture")
    .option("--solution", "show the solution's instead of your own (needs the hidden material)")
    .addOption(courseOption())
    .addHelpText("after", `\nExample:\n  tito ${name} 08`)
    .action(async (module, { json, solution, course }) => {
      const { folder, manifest } = await findModule(course, module);
      if (solution) await requireHiddenMaterial(course);
      const program = await firstThere(programs.map((file) => join(folder, "lab", file)));
      if (program === null) {
        const wanted = display(join(folder, "lab", programs[0] ?? ""));
        throw new CliError(2, `${manifest.id} must have a ${name}, got no ${wanted}`);
      }
      const options = json ? ["--json"] : [];
      const source = join(course, "grading", manifest.id, "solution/src");
      const env = solution ? { ...process.env, TINYTORCH_MODULE_SOURCE: source } : process.env;
      process.exitCode = await runNode(["--disable-warning=ExperimentalWarning", program, ...options], { env });
    });
}

async function firstThere(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}
