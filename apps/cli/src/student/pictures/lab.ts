import { access } from "node:fs/promises";
import { join } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { ofRepository } from "../../terminal/installed.ts";
import { withQuietPipes } from "../../terminal/quiet-pipes.ts";
import { runNode } from "../../terminal/run-process.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { courseOption, display, findModule, requireHiddenMaterial } from "../course/course-folder.ts";

/** Every module's picture, under whichever name its program has. */
export const lab = pictureCommand("lab", "see in a picture what your own code does", ["lab.ts", "race.ts"]);

export const race = pictureCommand("race", "watch your own code race down a surface", ["race.ts"]);

/** A command that runs the first of these programs that lies in a module's `lab/`. */
function pictureCommand(name: string, description: string, programs: readonly string[]) {
  return new Command(name)
    .description(description)
    .argument("[module]", "08-optimizers, 08 or optimizers (the one whose folder you are in)")
    .option("--json", "print the data of the picture")
    .addOption(new Option("--watch", "draw again whenever you save").conflicts(["json", "serve", "open"]))
    .addOption(
      new Option("--serve", "show it on a page of this machine, drawn again whenever you save").conflicts("json"),
    )
    .addOption(new Option("--open", "the same, and open it in a browser").conflicts("json"))
    .option("--port <n>", "with --serve, the page's port (one that is free)", wholeNumber(0, 65_535))
    .option("--limit <seconds>", "with --watch and --serve, stop code that runs longer (20)", wholeNumber(1, 3_600))
    .addOption(
      ofRepository(new Option("--solution", "show the solution's instead of your own (needs the hidden material)")),
    )
    .addOption(courseOption())
    .addHelpText("after", `\nExample:\n  tito ${name} 08\n  tito ${name} 08 --serve`)
    .action(async (module, { json, watch, serve, open, port, limit, solution, course }) => {
      const { folder, manifest } = await findModule(course, module);
      if (solution) await requireHiddenMaterial(course);
      const program = await firstThere(programs.map((file) => join(folder, "lab", file)));
      if (program === null) {
        const wanted = display(join(folder, "lab", programs[0] ?? ""));
        throw new CliError(2, `${manifest.id} must have a ${name}, got no ${wanted}`);
      }
      const source = solution ? join(course, "grading", manifest.id, "solution/src") : null;
      const onPage = serve === true || open === true;
      if (port !== undefined && !onPage) throw new CliError(2, "--port is of a page: add --serve");
      if (limit !== undefined && !onPage && !watch) throw new CliError(2, "--limit needs --watch or --serve");
      if (watch || onPage) {
        const { showLive } = await import("./live-lab/show-live.ts");
        const folders = [source ?? join(folder, "src"), join(folder, "lab")];
        const page = onPage ? { module: manifest.id, port: port ?? 0, open: open === true } : null;
        await showLive({ program, source, folders, seconds: limit ?? 20, page });
        return;
      }
      const env = source === null ? process.env : { ...process.env, TINYTORCH_MODULE_SOURCE: source };
      const options = json ? ["--json"] : [];
      process.exitCode = await runNode(
        [...withQuietPipes, "--disable-warning=ExperimentalWarning", program, ...options],
        { env },
      );
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
