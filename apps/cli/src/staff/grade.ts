import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { courseOption, findModule, readWork, requireHiddenMaterial } from "../student/course/course-folder.ts";
import { requireLoading } from "../student/submit/load-check.ts";
import { CliError } from "../terminal/cli-error.ts";
import { oneLine } from "../terminal/explain-error.ts";
import { openProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

export const grade = new Command("grade")
  .description("grade a folder here and now, without a server (needs the hidden material)")
  .argument("<dir>", "the folder that has the module's src/")
  .option("-m, --module <module>", "08-optimizers or 08 (required)")
  .option("--seed <n>", "what hidden inputs are drawn from; the same seed gives the same report", wholeNumber(0))
  .option("--anyway", "grade what loads in part")
  .option("--json", "print the report as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito grade --module 08-optimizers --json modules/08-optimizers")
  .action(async (dir, { module: name, seed = randomInt(2 ** 48 - 1), anyway = false, json = false, course }) => {
    if (name === undefined) throw new CliError(2, "a module must be named: give --module 08-optimizers");
    const { manifest, folder } = await findModule(course, name);
    await requireHiddenMaterial(course);
    const { files, problems } = await readWork(resolve(dir), manifest);
    if (problems.length > 0) throw new CliError(2, problems.join("; "));
    await requireLoading(manifest, files, anyway);

    const { openModule } = await import("@tinytorch/course-files");
    const { startGrader } = await import("@tinytorch/grader");
    // Read here first: what is wrong with the module is said in its own words, not as a grader that broke.
    await openModule(course, manifest.id).catch(async (error) => {
      throw new CliError(3, `the course's hidden material must be whole, got ${await oneLine(error)}`);
    });
    const progress = openProgress({ quiet: json });
    progress.show("starting the grader");
    try {
      const grader = await startGrader({ root: course });
      const report = await grader
        .grade({
          moduleId: manifest.id,
          files,
          seed,
          onProgress: ({ done, total }) => progress.count("grading", done, total),
        })
        .finally(() => grader.close());
      progress.end();
      if (json) return printJson(report);
      const [{ viewReport }, { stuckAfterReport }] = await Promise.all([
        import("../student/submissions/report-view.ts"),
        import("../student/guidance/stuck.ts"),
      ]);
      print(viewReport(report, manifest));
      print(`\nSeed ${report.seed}, kept apart by ${report.sandbox.join(", ")}.`);
      for (const line of await stuckAfterReport(folder, report)) print(`\n${line}`);
    } finally {
      progress.end();
    }
  });
