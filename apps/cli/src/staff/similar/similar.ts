import { Command, Option } from "@commander-js/extra-typings";
import type { Client, SimilarityReport } from "@tinytorch/api";
import { openClient } from "../../student/account/client.ts";
import { courseOption, findModule } from "../../student/course/course-folder.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { pollUntil } from "../../terminal/poll.ts";
import { openProgress, type Progress } from "../../terminal/progress.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";

const percent = wholeNumber(1, 100);
const show = new Option("--show <pair>", "a pair by its number, passage by passage").argParser(wholeNumber(1));
const which = new Option("--which <which>", "of each student: the latest submission, or the one that is the grade");

export const similar = new Command("similar")
  .description("which submissions of a module share passages of code, for a person to look at (instructors)")
  .argument("<module>", "08-optimizers or 08")
  .addOption(new Option("--start", "compare them now; without it the last comparison is shown").conflicts("show"))
  .addOption(show)
  .addOption(new Option("--cancel", "end the comparison that is running").conflicts(["start", "show"]))
  .option("--threshold <percent>", "only pairs that are at least so similar; 30 when it starts", percent)
  .option("--common <percent>", "with --start: ignore what more of the submissions have in common; 25", percent)
  .addOption(which.choices(["latest", "counting"] as const))
  .option("--json", "print the comparison or the pair as one JSON document")
  .addOption(courseOption())
  .addHelpText(
    "after",
    "\nExample:\n  tito similar 08 --start\n  tito similar 08 --show 1\n\nA pair is a pointer for a person to look, never a mark.",
  )
  .action(async (name, { start, show, cancel, threshold, common, which, json = false, course }) => {
    if (start === undefined && (common ?? which) !== undefined) {
      throw new CliError(2, "--common and --which decide what is compared: give --start as well");
    }
    const { manifest } = await findModule(course, name);
    const client = await openClient();
    if (show !== undefined) return showPair(client, manifest.id, show, json);
    const report = start
      ? await compare(client, manifest.id, { which, threshold, commonPercent: common }, json)
      : await lastReport(client, manifest.id, cancel);
    const least = (threshold ?? 0) / 100;
    const shown = { ...report, pairs: report.pairs.filter(({ similarity }) => similarity >= least) };
    if (json) printJson(shown);
    else print(await (await import("./report-view.ts")).viewReport(shown));
    if (report.state === "failed") throw new CliError(3, `the comparison failed: ${report.problem}`);
  });

type Choice = Parameters<Client["startSimilarity"]>[1];

async function compare(client: Client, module: string, choice: Choice, json: boolean): Promise<SimilarityReport> {
  const begun = await client.startSimilarity(module, choice);
  const progress = openProgress({ quiet: json });
  try {
    return await follow(client, begun, progress);
  } finally {
    progress.end();
  }
}

/** Waits until it has ended. An interrupt leaves it to go on by itself; `tito similar` shows it then. */
function follow(client: Client, begun: SimilarityReport, progress: Progress): Promise<SimilarityReport> {
  progress.show(`comparison ${begun.id}`);
  return pollUntil(
    () => client.similarityReport(begun.id),
    ({ state }) => state !== "running",
    ({ progress: at }) => {
      if (at?.comparing) progress.show("comparing");
      else if (at) progress.count("reading", at.read, at.total);
    },
  );
}

async function lastReport(client: Client, module: string, cancel = false): Promise<SimilarityReport> {
  const [last] = (await client.similarityReports(module)).reports;
  if (last === undefined) throw noneYet(module);
  return cancel ? client.cancelSimilarity(last.id) : client.similarityReport(last.id);
}

/** Of the last comparison that has pairs. */
async function showPair(client: Client, module: string, number: number, json: boolean): Promise<void> {
  const last = (await client.similarityReports(module)).reports.find(({ state }) => state === "done");
  if (last === undefined) throw noneYet(module);
  const pair = await client.similarPair(last.id, number);
  if (json) return printJson(pair);
  print((await import("./pair-view.ts")).viewPair(pair));
}

function noneYet(module: string): CliError {
  return new CliError(
    2,
    `no comparison of ${module} has been made yet: start one with \`tito similar ${module} --start\``,
  );
}
