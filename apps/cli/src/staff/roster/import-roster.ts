import { readFile } from "node:fs/promises";
import { Command, Option } from "@commander-js/extra-typings";
import type { RosterColumn, RosterComparison } from "@tinytorch/api";
import { openClient } from "../../student/account/client.ts";
import { sayPerson } from "../../student/account/named-person.ts";
import { askFirst } from "../../terminal/ask-first.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";

export const importRoster = new Command("import")
  .description(
    "who is new, changed, gone and wrong in a file of Canvas, Moodle, Gradescope or a spreadsheet (instructors)",
  )
  .argument("<file>", "CSV with headers, in UTF-8 or UTF-16, with commas, semicolons or tabs")
  .addOption(new Option("--apply", "do it: all of it, or nothing where a line is wrong").conflicts("dryRun"))
  .option("--dry-run", "only say what would be done; so it is without --apply")
  .option("--drop-gone", "drop the students whom the file does not name")
  .option("--yes", "do not ask, though it drops more than it keeps")
  .option("--json", "print it as one JSON document (needs --yes where it would ask)")
  .addHelpText("after", "\nExample:\n  tito roster import students.csv --apply")
  .action(async (path, { apply = false, dropGone = false, yes = false, json = false }) => {
    const file = await readRosterFile(path);
    const service = await openClient();
    if (apply && dropGone) {
      const { gone, kept } = sizesOf(await service.previewRoster({ file, dropGone }));
      const would = `--drop-gone would drop ${gone} and keep ${kept}`;
      const question = `--drop-gone drops ${gone} and keeps ${kept}: is it the file of the whole course?`;
      if (gone > kept && !(await askFirst({ would, question, yes, json }))) return print("Nothing was changed.");
    }
    const found = await (apply ? service.applyRoster({ file, dropGone }) : service.previewRoster({ file, dropGone }));
    if (json) printJson(found);
    else for (const line of sayComparison(found, apply)) print(line);
    if (found.wrong.length > 0) process.exitCode = 2;
    if (found.wrong.length > 0 && json) process.stderr.write("tito roster: the file has wrong lines\n");
  });

async function readRosterFile(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString("base64");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "an error";
    throw new CliError(2, `the roster must be a file that can be read, got ${path} (${why})`);
  }
}

function sayComparison({ dropGone, same, ...found }: RosterComparison, applied: boolean): string[] {
  const lines = [
    ...sayColumns(found.columns),
    ...found.wrong.map(({ line, message }) => `wrong    line ${line}: ${message}`),
    ...found.new.map(
      (person) => `new      ${sayPerson(person)}, ${[person.role, person.section].filter(Boolean).join(", ")}`,
    ),
    ...found.changed.map(({ login, changes }) => {
      const said = changes.map(({ field, before, after }) => `${field} ${before ?? "–"} → ${after ?? "–"}`);
      return `changed  ${login}: ${said.join(", ")}`;
    }),
    ...found.gone.map(
      (person) => `gone     ${sayPerson(person)}${dropGone ? `: ${applied ? "" : "to be "}dropped` : ""}`,
    ),
    ...found.skipped.map(({ line, message }) => `skipped  line ${line}: ${message}`),
  ];
  const counts = (["new", "changed", "gone", "wrong"] as const).map((kind) => `${found[kind].length} ${kind}`);
  const { gone, kept } = sizesOf({ ...found, same });
  const warning =
    dropGone && gone > kept
      ? [`warning  --drop-gone drops ${gone} and keeps ${kept}: is it the file of the whole course?`]
      : [];
  const sum = `${[...counts, `${same} as they are`].join(", ")}.`;
  return [...lines, ...warning, sum, whatNow(found.wrong.length > 0, applied, found.new.length)];
}

function sizesOf({ gone, changed, same }: Pick<RosterComparison, "gone" | "changed" | "same">) {
  return { gone: gone.length, kept: same + changed.length };
}

const read: Readonly<Record<RosterColumn, string>> = {
  login: "login",
  name: "name",
  given: "given name",
  family: "family name",
  email: "e-mail",
  sisId: "SIS id",
  lmsId: "LMS id",
  section: "section",
  role: "role",
  status: "status",
};

/** What was made of the headers; nothing where they could not be read. */
function sayColumns(columns: RosterComparison["columns"]): string[] {
  const taken = columns.flatMap(({ header, as }) => (as === null ? [] : [`${visible(header)} as ${read[as]}`]));
  const passed = columns.flatMap(({ header, as }) => (as === null ? [visible(header)] : []));
  return [
    ...(taken.length === 0 ? [] : [`columns  ${taken.join(", ")}`]),
    ...(passed.length === 0 ? [] : [`         passed over: ${passed.join(", ")}`]),
  ];
}

function whatNow(isWrong: boolean, applied: boolean, isNew: number): string {
  if (applied && isNew === 0) return "All of it is done.";
  if (applied)
    return "All of it is done. Nobody new can sign in yet: `tito invite --all` makes links that let them in.";
  return isWrong ? "Nothing is done until no line is wrong." : "Nothing is done yet: add --apply.";
}
