import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { ExportAnswer, ExportRequest } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { moduleId } from "../student/course/module-id.ts";
import { requireNothingAt } from "../student/course/write-new-folder.ts";
import { CliError } from "../terminal/cli-error.ts";
import { mayWrite } from "../terminal/may-write.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { writeWhole } from "../terminal/write-whole.ts";
import { writeResults } from "./write-results.ts";

const formats = ["csv", "canvas", "moodle", "gradescope", "jsonl"] as const;
const others = (own: string) => formats.filter((format) => format !== own);

export const exportGrades = new Command("export")
  .description("grades as a file for people, Canvas, Moodle or Gradescope (instructors)")
  .argument("[modules...]", "such as 08; all that somebody has a grade in without one")
  .addOption(
    new Option(
      "--csv",
      "a table for people: who they are, with ids and sections, and their points; days late are in `tito gradebook --csv`",
    ).conflicts(others("csv")),
  )
  .addOption(new Option("--canvas", "a gradebook for Canvas").conflicts(others("canvas")))
  .addOption(new Option("--moodle", "grades for Moodle's import of CSV").conflicts(others("moodle")))
  .addOption(new Option("--gradescope", "results.json of one module, for each student").conflicts(others("gradescope")))
  .addOption(new Option("--jsonl", "everything, a JSON document for each person").conflicts(others("jsonl")))
  .option("--out <file>", "where it goes, for --gradescope a folder that is not there yet; printed without it")
  .option("--template <file>", "with --canvas: Canvas's own export, of which headers, ids and other grades are kept")
  .option("--first", "with --canvas and --moodle: none of the columns is there yet, so that a blank clears nothing")
  .addOption(
    new Option("--key <key>", "with --moodle: what it finds people by")
      .choices(["idnumber", "email", "username"] as const)
      .default("idnumber" as const),
  )
  .option("--decimal-comma", "with --moodle: 85,5 where the site's language has it so")
  .option("--maximum <points>", "with --moodle: the largest grade of each item there", positive)
  .option("--dropped", "with --csv: those who left the course too")
  .option("--no-mark", "with --csv: without the byte-order mark that Excel on Windows needs")
  .option("--yes", "overwrite the file that --out names without asking")
  .option(
    "--json",
    "print who was left out and the warnings as one JSON document, with the text where there is no --out",
  )
  .addHelpText("after", "\nExample:\n  tito export --canvas --template canvas.csv --out import.csv")
  .action(async (modules, options) => {
    const format = formats.find((each) => options[each] === true);
    if (format === undefined) {
      throw new CliError(2, "say what for: --csv, --canvas, --moodle, --gradescope or --jsonl");
    }
    if (format === "gradescope" && modules.length !== 1) {
      throw new CliError(2, `one module must be named for Gradescope, got ${modules.length}`);
    }
    const { out, yes = false, json = false } = options;
    if (out !== undefined && format === "gradescope") await requireNothingAt(resolve(out));
    else if (out !== undefined && !(await mayWrite(out, { yes, json }))) return;
    const template = options.template === undefined ? undefined : await readTemplate(options.template);
    const client = await openClient();
    const ids = await Promise.all(modules.map((name) => moduleId(client, name)));
    const answer = await client.makeExport(request(format, ids, { ...options, template }));
    if (out !== undefined) {
      await (format === "gradescope" ? writeResults(out, answer.text) : writeWhole(out, answer.text, ownerAlone));
    }
    if (json) {
      const { text, ...rest } = answer;
      return printJson({ ...rest, out: out ?? null, ...(out === undefined ? { text } : {}) });
    }
    for (const line of sayBeside(answer)) process.stderr.write(`${line}\n`);
    if (out === undefined) return void process.stdout.write(answer.text);
    print(`Written: ${out}`);
  });

/** Grades are nobody else's business. */
const ownerAlone = { file: 0o600, folder: 0o700 };

interface Wishes {
  readonly template: string | undefined;
  readonly first?: true | undefined;
  readonly key: "idnumber" | "email" | "username";
  readonly decimalComma?: true | undefined;
  readonly maximum?: number | undefined;
  readonly dropped?: true | undefined;
  readonly mark: boolean;
}

function request(format: (typeof formats)[number], ids: readonly string[], wishes: Wishes): ExportRequest {
  const { template, first: isFirst = false, key, decimalComma, maximum, dropped: withDropped = false, mark } = wishes;
  const modules = ids.length === 0 ? undefined : [...ids];
  switch (format) {
    case "csv":
      return { format, modules, withDropped, mark };
    case "canvas":
      return { format, modules, template, isFirst };
    case "moodle":
      return { format, modules, key, decimal: decimalComma ? "," : ".", maximum, isFirst };
    case "gradescope":
      return { format, modules: [ids[0] ?? ""] };
    case "jsonl":
      return { format, modules };
  }
}

/** Warnings, and who is not in it, together where the reason is the same. */
function sayBeside({ warnings, leftOut }: ExportAnswer): string[] {
  const byReason = Map.groupBy(leftOut, ({ because }) => because);
  const names = (list: ExportAnswer["leftOut"]) =>
    list.map(({ login, module }) => [login, module].filter((name) => name !== null).join(" in ")).join(", ");
  return [
    ...warnings.map((warning) => `warning: ${warning}`),
    ...[...byReason].map(([because, list]) => `left out, ${because}: ${names(list)}`),
  ];
}

async function readTemplate(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(2, `--template must be a file that can be read, got ${JSON.stringify(file)}: ${why}`);
  }
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 100_000) return value;
  throw new InvalidArgumentError("It must be a number above 0 and of at most 100000.");
}
