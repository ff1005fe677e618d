import { join } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import type { SubmittedFiles } from "@tinytorch/course";
import type { Milestone, MilestoneResult } from "@tinytorch/joined";
import { CliError } from "../../terminal/cli-error.ts";
import { ofRepository } from "../../terminal/installed.ts";
import { openProgress } from "../../terminal/progress.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { courseOption, display, findModule, readWork, requireHiddenMaterial } from "../course/course-folder.ts";

export const milestone = new Command("milestone")
  .description("run a piece of history on all your modules together; without a name, list them")
  .argument("[milestone...]", "xor, or several; all runs every one of them")
  .option("--seed <n>", "draws the data and the first weights (1)", wholeNumber(0), 1)
  .addOption(
    ofRepository(new Option("--solution", "run it on the solutions instead of your own (needs the hidden material)")),
  )
  .option("--json", "print what came of them as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito milestone\n  tito milestone xor")
  .action(async (names, { seed, json = false, solution = false, course }) => {
    const { milestones, milestonesFolder } = await import("@tinytorch/milestones");
    const { viewMilestone, viewMilestones } = await import("./milestone-view.ts");
    if (names.length === 0) {
      if (json) printJson(milestones.map(({ id, title, modules }) => ({ id, title, modules })));
      else print(await viewMilestones(milestones));
      return;
    }
    const wanted = named(milestones, names);
    if (solution) await requireHiddenMaterial(course);
    const modules = await readModules(course, wanted, solution);
    const { openMilestonePool, runMilestone } = await import("@tinytorch/joined");
    const progress = openProgress({ quiet: json });
    const results: MilestoneResult[] = [];
    const pool = await openMilestonePool();
    try {
      for (const each of wanted) {
        progress.show(`${each.id}: loading your modules`);
        const joined = Object.fromEntries(each.modules.map((id) => [id, modules[id] ?? {}]));
        const onProgress = (told: string) => progress.show(`${each.id}: ${told}`);
        const result = await runMilestone(each, joined, { pool, folder: milestonesFolder, seed, onProgress });
        progress.end();
        results.push(result);
        if (!json) print(viewMilestone(each, result, solution ? "the solutions" : "your own code"));
      }
    } finally {
      progress.end();
      await pool.close();
    }
    if (json) printJson(results);
    if (!results.every(({ ok }) => ok)) process.exitCode = 1;
  });

/** Each of those that are named once. @throws CliError naming those there are, when one is none. */
function named(milestones: readonly Milestone[], names: readonly string[]): readonly Milestone[] {
  const known = milestones.map(({ id }) => id);
  const unknown = names.find((name) => name !== "all" && !known.includes(name));
  if (unknown !== undefined) {
    throw new CliError(2, `the milestone must be one of ${known.join(", ")} and all, got ${JSON.stringify(unknown)}`);
  }
  if (names.includes("all")) return milestones;
  return [...new Set(names)].flatMap((name) => milestones.find(({ id }) => id === name) ?? []);
}

/** The files of every module that these run on. @throws CliError naming what is missing of them. */
async function readModules(
  course: string,
  milestones: readonly Milestone[],
  solution: boolean,
): Promise<Readonly<Record<string, SubmittedFiles>>> {
  const ids = [...new Set(milestones.flatMap(({ modules }) => modules))].sort();
  const work = await Promise.all(
    ids.map(async (id) => {
      const { folder, manifest } = await findModule(course, id);
      const place = solution ? join(course, "grading", id, "solution") : folder;
      return { id, place, ...(await readWork(place, manifest)) };
    }),
  );
  const problems = work.flatMap(({ place, problems: own }) => own.map((problem) => `${display(place)}: ${problem}`));
  if (problems.length > 0) throw new CliError(2, problems.join("\n"));
  return Object.fromEntries(work.map(({ id, files }) => [id, files]));
}
