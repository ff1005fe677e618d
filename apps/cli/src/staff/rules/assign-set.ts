import { Command, Option } from "@commander-js/extra-typings";
import { type Assignment, type ChangeAssignment, couldLower } from "@tinytorch/api";
import { openClient } from "../../student/account/client.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { askFirst } from "../../terminal/ask-first.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { noneOr, nullForNone, numberFrom } from "./none-or.ts";

const counts = new Option("--counts <which>", "which graded submission is the grade").choices([
  "latest",
  "best",
  "chosen",
] as const);

export const setAssignment = new Command("set")
  .description("decide about a module; it holds from now on for all grades (instructors)")
  .argument("<module>", "08-optimizers or 08")
  .option("--release <time>", 'no work before it, as "2026-11-30 08:00" on the course\'s clock; or none')
  .option("--due <time>", "when it is due; or none")
  .option("--close <time>", "no work after it; or none: when the days for late work are over")
  .option("--zone <zone>", "the zone that times are written in, as Europe/Berlin")
  .option("--points <n>", "what it is worth; or none: what its tests give", noneOr(numberFrom(0.01, 100_000)))
  .option("--attempts <n>", "how many submissions that load each may hand in; or none", noneOr(wholeNumber(1, 10_000)))
  .option("--cool-down <minutes>", "between two submissions", wholeNumber(0, 44_640))
  .addOption(counts)
  .option("--late-percent <n>", "off for each day late; or none: late work costs nothing", noneOr(numberFrom(0, 100)))
  .option("--late-days <n>", "for how many days late work is taken", wholeNumber(0, 365))
  .option("--grace <minutes>", "so much later is not late", wholeNumber(0, 1_440))
  .requiredOption("--reason <text>", "why, as it stands on record")
  .option("--yes", "do not ask, though it could lower grades")
  .option("--json", "print what holds now as one JSON document (needs --yes where it would ask)")
  .addHelpText(
    "after",
    '\nExample:\n  tito assign set 08 --due "2026-12-06 18:00" --late-percent 10 --late-days 3 --reason "The hall was closed."',
  )
  .action(async (name, { reason, yes = false, json = false, ...wishes }) => {
    const client = await openClient();
    const module = await moduleId(client, name);
    const before = (await client.assignments()).assignments.find((each) => each.module === module);
    if (before === undefined) throw new CliError(2, `the module must take work, got ${module}, which is broken`);
    const change = changeOf(before, wishes);
    if (Object.keys(change).length === 0) throw new CliError(2, "something must be set, got no option such as --due");
    if (couldLower(before, change)) {
      const would = `this could lower grades in ${module} that there are`;
      const question = `This could lower grades in ${module} that there are. Set it?`;
      if (!(await askFirst({ would, question, yes, json }))) return print("Nothing was changed.");
    }
    const after = await client.changeAssignment(module, { ...change, because: reason });
    if (json) return printJson(after);
    const { viewChanges } = await import("./assignment-view.ts");
    const changes = viewChanges(before, after);
    if (changes.length === 0) return print(`Of ${module} the same holds as before.`);
    print(`Of ${module} this holds now:`);
    for (const line of changes) print(line);
  });

interface Wishes {
  readonly release?: string | undefined;
  readonly due?: string | undefined;
  readonly close?: string | undefined;
  readonly zone?: string | undefined;
  readonly points?: number | "none" | undefined;
  readonly attempts?: number | "none" | undefined;
  readonly coolDown?: number | undefined;
  readonly counts?: Assignment["counts"] | undefined;
  readonly latePercent?: number | "none" | undefined;
  readonly lateDays?: number | undefined;
  readonly grace?: number | undefined;
}

function changeOf(before: Assignment, wishes: Wishes): Omit<ChangeAssignment, "because"> {
  const { release, due, close, points, attempts, coolDown, zone, counts } = wishes;
  const late = lateOf(before, wishes);
  return {
    ...(release === undefined ? {} : { release: nullForNone(release) }),
    ...(due === undefined ? {} : { due: nullForNone(due) }),
    ...(close === undefined ? {} : { closes: nullForNone(close) }),
    ...(zone === undefined ? {} : { zone }),
    ...(points === undefined ? {} : { points: nullForNone(points) }),
    ...(attempts === undefined ? {} : { attempts: nullForNone(attempts) }),
    ...(coolDown === undefined ? {} : { coolDownMinutes: coolDown }),
    ...(counts === undefined ? {} : { counts }),
    ...(late === undefined ? {} : { late }),
  };
}

/** What is said of late work, and of the rest what held before. */
function lateOf({ module, late }: Assignment, wishes: Wishes): Assignment["late"] | undefined {
  const { latePercent, lateDays, grace } = wishes;
  if (latePercent === undefined && lateDays === undefined && grace === undefined) return undefined;
  if (latePercent === "none") {
    if (lateDays === undefined && grace === undefined) return null;
    throw new CliError(2, "--late-percent none takes late work at any time: leave --late-days and --grace out");
  }
  const percentPerDay = latePercent ?? late?.percentPerDay;
  const days = lateDays ?? late?.days;
  if (percentPerDay !== undefined && days !== undefined) {
    return { percentPerDay, days, graceMinutes: grace ?? late?.graceMinutes ?? 0 };
  }
  throw new CliError(2, `late work in ${module} costs nothing yet: say both --late-percent and --late-days`);
}
