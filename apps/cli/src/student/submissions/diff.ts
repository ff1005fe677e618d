import { join } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { ofRepository } from "../../terminal/installed.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { courseOption, display, findModule, requireHiddenMaterial } from "../course/course-folder.ts";
import { chosenFiles } from "../module-files/chosen-files.ts";

export const diff = new Command("diff")
  .description("see a module's solution beside your own files, once you have all its points")
  .argument("<module>", "08-optimizers or 08")
  .argument("[file...]", "only these: src/sgd.ts or sgd")
  .addOption(
    ofRepository(
      new Option(
        "--local",
        "take the solution from this course's folder instead of the autograder (needs the hidden material)",
      ),
    ),
  )
  .option("--json", "print what differs as one JSON document")
  .addOption(courseOption())
  .addHelpText(
    "after",
    "\nExample:\n  tito diff 08\n  tito diff 08 sgd\n\nExit codes: 0 when it is shown, whatever differs; 2 when it may not be shown to you (yet); 3 when the autograder does not answer.",
  )
  .action(async (name, names, { local = false, json = false, course }) => {
    const { folder, manifest } = await findModule(course, name);
    const { readSubmission } = await import("@tinytorch/course-files");
    const { files, problems } = await readSubmission(folder, manifest);
    if (problems.length > 0) throw new CliError(2, problems.map(({ message }) => message).join("\n"));
    const solution = local ? await localSolution(course, manifest) : await servedSolution(manifest.id);
    const { compareFiles } = await import("./compare-files.ts");
    const all = compareFiles(files, solution);
    const wanted = chosenFiles(
      all.map(({ path }) => path),
      names,
      folder,
    );
    const shown = all.filter(({ path }) => wanted.includes(path));
    if (json) return printJson({ module: manifest.id, files: shown });
    const { viewDiff } = await import("./diff-view.ts");
    print(viewDiff(shown));
  });

async function servedSolution(id: string): Promise<SubmittedFiles> {
  const { openClient } = await import("../account/client.ts");
  return (await (await openClient()).solution(id)).files;
}

async function localSolution(course: string, manifest: ModuleManifest): Promise<SubmittedFiles> {
  await requireHiddenMaterial(course);
  const [{ plainSolution }, { readSubmission }] = await Promise.all([
    import("@tinytorch/course"),
    import("@tinytorch/course-files"),
  ]);
  const place = join(course, "grading", manifest.id, "solution");
  const { files } = await readSubmission(place, manifest);
  if (Object.keys(files).length === 0) throw new CliError(2, `${display(place)} must hold the solution, got no files`);
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, plainSolution(text)]));
}
