import { Command, Option } from "@commander-js/extra-typings";
import type { Grader } from "@tinytorch/grader";
import type { VerifyResult } from "@tinytorch/suite-proof";
import { courseOption, namedModules, requireHiddenMaterial } from "../student/course/course-folder.ts";
import { CliError } from "../terminal/cli-error.ts";
import { openProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";
import { checked } from "./checked.ts";
import { withGraders } from "./graders.ts";

export const verify = new Command("verify")
  .description("check that the hidden suites tell right from wrong (needs the hidden material)")
  .argument("[module...]", "08-optimizers or 08 (every module)")
  .option("--seeds <n>", "with how many seeds everything is graded (10, with --quick 1)", wholeNumber(1))
  .addOption(
    new Option(
      "--quick",
      "hold each mutant to the tests that name its idea alone; the rest is as it was stored",
    ).conflicts("write"),
  )
  .option("--write", "freeze the rubric that the suites state, and store what each mutant looks like")
  .addOption(
    new Option(
      "--milestones",
      "run the milestones instead, on the solutions and with a mutant of each module",
    ).conflicts(["quick", "seeds", "write"]),
  )
  .option("--json", "print the verdicts as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito verify 08 --seeds 3\n  tito verify --quick")
  .action(async (names, { quick = false, seeds, json = false, write = false, milestones = false, course }) => {
    if (milestones && names.length > 0)
      throw new CliError(2, `--milestones takes all modules together, got ${names.join(" ")}`);
    const ids = await namedModules(course, names);
    await requireHiddenMaterial(course);
    if (milestones) await verifyJoined(course, json);
    else await verifyApart(course, ids, { quick, seeds: seeds ?? (quick ? 1 : 10), json, write });
  });

interface Apart {
  readonly quick: boolean;
  readonly seeds: number;
  readonly json: boolean;
  readonly write: boolean;
}

/** The milestones, on all modules together. */
async function verifyJoined(course: string, json: boolean): Promise<void> {
  const { openCourse } = await import("@tinytorch/course-files");
  const { milestones, milestonesFolder } = await import("@tinytorch/milestones");
  const { verifyMilestones } = await import("@tinytorch/suite-proof");
  const { viewKnockOuts } = await import("./milestones-view.ts");
  const progress = openProgress({ quiet: json });
  const opened = await checked(() => openCourse(course));
  const result = await checked(() =>
    verifyMilestones(opened, {
      milestones,
      folder: milestonesFolder,
      seed: 1,
      onProgress: (done, total) => progress.count("running milestones", done, total),
    }),
  ).finally(() => progress.end());
  if (json) printJson(result);
  else print(await viewKnockOuts(result));
  if (!result.ok) process.exitCode = 1;
}

/** Each module by itself. */
async function verifyApart(course: string, ids: readonly string[], options: Apart): Promise<void> {
  const { quick, seeds, json, write } = options;
  const { openCourse } = await import("@tinytorch/course-files");
  const { freezeRubric, verifyModule } = await import("@tinytorch/suite-proof");
  const { viewVerdict, viewVerdicts } = await import("./verdict-view.ts");
  // What cannot be read stops its own module: the others are verified, and then it is said.
  const unread = new Map<string, string>();
  const orUnread = async <Value>(id: string, read: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await checked(read);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      unread.set(id, error.message);
      return undefined;
    }
  };
  if (write) for (const id of ids) await orUnread(id, () => freezeRubric(course, id));
  const opened = await checked(() => openCourse(course));
  const progress = openProgress({ quiet: json });
  const results: VerifyResult[] = [];
  try {
    progress.show("starting the graders");
    const verifyAll = async (graders: readonly Grader[]) => {
      for (const id of ids) {
        if (unread.has(id)) continue;
        const result = await orUnread(id, () =>
          verifyModule(opened, id, {
            graders,
            quick,
            write,
            seeds: Array.from({ length: seeds }, (_, index) => index + 1),
            onProgress: ({ done, total }) => progress.count(`verifying ${id}`, done, total),
          }),
        );
        progress.end();
        if (result === undefined) continue;
        results.push(result);
        if (!json) print(viewVerdict(result, write));
      }
    };
    // A quick proof of one module is mostly the start of a grader: a second one costs more than it saves.
    await withGraders(course, verifyAll, { most: quick && ids.length === 1 ? 1 : undefined, ownWork: true });
  } finally {
    progress.end();
  }
  const ok = unread.size === 0 && results.every((result) => result.ok);
  if (json && results.length > 0) printJson({ ok, modules: results });
  else if (results.length > 1) print(await viewVerdicts(results));
  if (unread.size > 0) {
    const sentences = Array.from(unread, ([id, said]) => (said.includes(id) ? said : `${id}: ${said}`));
    throw new CliError(1, sentences.join("; "));
  }
  if (!ok) process.exitCode = 1;
}
