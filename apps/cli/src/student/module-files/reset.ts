import { Command } from "@commander-js/extra-typings";
import { askFirst } from "../../terminal/ask-first.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { oneLine } from "../../terminal/explain-error.ts";
import { listed } from "../../terminal/listed.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";
import { courseOption, display, findModule } from "../course/course-folder.ts";
import { chosenFiles } from "./chosen-files.ts";
import { compareWithStarter, putBack } from "./put-back.ts";

export const reset = new Command("reset")
  .description("put a module's files back as the course gave them, and keep yours in a backup")
  .argument("[module]", "08-optimizers, 08 or optimizers (the one whose folder you are in)")
  .argument("[file...]", "only these: src/sgd.ts or sgd")
  .option("--yes", "do not ask first")
  .option("--json", "print what was put back as one JSON document (needs --yes)")
  .addOption(courseOption())
  .addHelpText(
    "after",
    "\nExample:\n  tito reset 08 sgd\n\nExit codes: 0 when the files are as the course gave them, or you said no; 2 when nothing can be put back.",
  )
  .action(async (name, names, { yes = false, json = false, course }) => {
    const { folder, manifest } = await findModule(course, name);
    const starter = await readStarter(course, manifest.id);
    const wanted = chosenFiles(Object.keys(starter.files), names, folder);
    const { changed, own } = await compareWithStarter(folder, starter.files);
    const paths = changed.filter((path) => wanted.includes(path));
    if (paths.length === 0) {
      if (json) return printJson({ module: manifest.id, from: starter.from, files: [], backup: null });
      return print(
        `${listed(names.length === 0 ? [manifest.id] : wanted)} is as the course gave it: nothing to put back.`,
      );
    }
    const would = `${paths.join(", ")} would be put back`;
    const them = paths.length === 1 ? "it" : "them";
    const question = `Put ${listed(paths)} back as the course gave ${them}? A backup is kept.`;
    if (!(await askFirst({ would, question, yes, json }))) return print("Nothing was changed.");
    const backup = await putBack(course, manifest.id, folder, starter.files, paths);
    if (json) return printJson({ module: manifest.id, from: starter.from, files: paths, backup });
    const [said, they] =
      paths.length === 1 ? ["is as the course gave it", "It comes"] : ["are as the course gave them", "They come"];
    print(wrap(`${listed(paths)} ${said}. ${they} from ${display(starter.from)}.`, 0).join("\n"));
    if (backup !== null) print(`What you had is kept in ${display(backup)}.`);
    const [are, stay] = own.length === 1 ? ["is", "stays"] : ["are", "stay"];
    if (names.length === 0 && own.length > 0) print(`${listed(own)} ${are} your own, and ${stay}.`);
  });

async function readStarter(course: string, id: string) {
  const { readStarterTexts, starterTextsFile } = await import("@tinytorch/course-files");
  const starter = await readStarterTexts(course, id).catch(async (error: unknown) => {
    throw new CliError(2, `the starter must be readable, got ${await oneLine(error)}`);
  });
  if (starter !== null) return starter;
  throw new CliError(
    2,
    `the starter of ${id} must be kept in ${display(starterTextsFile(course, id))} or made from its solution, got neither here`,
  );
}
