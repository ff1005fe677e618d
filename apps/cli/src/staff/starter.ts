import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { courseOption, display, findModule, requireHiddenMaterial } from "../student/course/course-folder.ts";
import { CliError } from "../terminal/cli-error.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const starter = new Command("starter")
  .description("write a module's src/ anew from its solution (needs the hidden material)")
  .argument("<module>", "08-optimizers or 08")
  .option("--check", "write nothing; fail when src/ is not what would be written, or holds solution text")
  .option("--json", "print what was written, or with --check what is wrong, as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito starter 08 --check")
  .action(async (name, { check = false, json = false, course }) => {
    const { manifest } = await findModule(course, name);
    await requireHiddenMaterial(course);
    const { compareStarter, starterFolder, writeStarter } = await import("@tinytorch/course-files");
    const source = starterFolder(course, manifest.id);
    const state = await compareStarter(course, manifest.id).catch((error) => {
      throw new CliError(1, error instanceof Error ? error.message : String(error));
    });
    const { wanted, different, missing, surplus, leaked } = state;

    if (!check) {
      const written = await writeStarter(course, manifest.id, state);
      if (json) return printJson({ module: manifest.id, files: wanted.size, written: written.map(display), surplus });
      for (const path of written) print(`wrote ${display(path)}`);
      for (const path of surplus) print(`left ${display(join(source, path))}: the solution has no such file`);
      return print(`${wanted.size} files are as the solution makes them, ${written.length} of them written now.`);
    }

    const complaints = [
      ...different.map((path) => `${path} differs from what the solution makes`),
      ...missing.map((path) => `${path} is missing`),
      ...surplus.map((path) => `${path} is not in the solution`),
      ...leaked.map(({ path, line, text }) => `${path}:${line} is solution text: ${text}`),
    ];
    const isSame = complaints.length === 0;
    if (json) printJson({ module: manifest.id, ok: isSame, different, missing, surplus, leaked });
    for (const complaint of json ? [] : complaints) print(`❌ ${display(source)}/${complaint}`);
    if (isSame && !json) print(`✅ ${manifest.id}: all ${wanted.size} files are as the solution makes them.`);
    if (isSame) return;
    throw new CliError(1, `the starter must be what the solution makes: run \`tito starter ${manifest.id}\``);
  });
