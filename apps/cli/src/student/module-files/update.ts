import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { courseOption, hasHiddenMaterial, namedModules } from "../course/course-folder.ts";
import { fetchModule } from "./fetch-module.ts";
import { lyingAt, removeModuleFile, writeModuleFile } from "./module-on-disk.ts";
import { keepStartedFrom, readStartedFrom, startedModules } from "./started-from.ts";
import { type Correction, correct } from "./three-way.ts";

export const update = new Command("update")
  .description("bring corrections of the modules you began; what you changed stays yours")
  .argument("[module]", "08-optimizers or 08 (every module that you began)")
  .option("--dry-run", "say what would be done, and do nothing")
  .option("--json", "print what was done as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito update --dry-run")
  .action(async (name, { dryRun = false, json, course }) => {
    if (name !== undefined) await namedModules(course, [name]);
    if (await hasHiddenMaterial(course)) {
      if (json) return printJson({ modules: [] });
      return print("This is the full repository: its modules are corrected in it.");
    }
    const ids = await begunModules(course, name);
    const client = await openClient();
    const done: Corrected[] = [];
    const failed: string[] = [];
    for (const id of ids) {
      try {
        const corrected = await correctModule(course, id, await fetchModule(client, id), dryRun);
        done.push(corrected);
        if (!json) for (const line of viewCorrected(corrected, dryRun)) print(line);
      } catch (error) {
        const { ApiError } = await import("@tinytorch/api");
        // Of one module alone: the others are corrected all the same.
        if (!(error instanceof ApiError) || error.status === 401) throw error;
        failed.push(`${id}: ${error.message}`);
      }
    }
    if (json) printJson({ dryRun, modules: done });
    if (failed.length > 0) throw new CliError(3, failed.join("\n"));
    const conflicts = done.flatMap(({ module, files }) =>
      files.filter(({ kind }) => kind === "conflict").map(({ path }) => `modules/${module}/${path}`),
    );
    if (conflicts.length > 0) {
      throw new CliError(
        1,
        `to be merged by hand, for you and the course changed the same place: ${conflicts.join(", ")}`,
      );
    }
  });

/** The modules that are meant, of those that were begun. */
async function begunModules(course: string, name: string | undefined): Promise<readonly string[]> {
  const begun = await startedModules(course);
  if (name === undefined) {
    if (begun.length > 0) return begun;
    throw new CliError(2, "no module was begun here yet: run `tito start <module>`");
  }
  const [id = name] = await namedModules(course, [name]);
  if (begun.includes(id)) return [id];
  throw new CliError(
    2,
    `what ${id} was begun from is not known: run \`tito start ${id.slice(0, 2)}\`, which leaves what is there`,
  );
}

/** What was done to a module's files. */
interface Corrected {
  readonly module: string;
  readonly files: readonly { readonly path: string; readonly kind: Correction["kind"] }[];
}

async function correctModule(
  course: string,
  module: string,
  theirs: Readonly<Record<string, string>>,
  dryRun: boolean,
): Promise<Corrected> {
  const folder = join(course, "modules", module);
  const base = (await readStartedFrom(course, module)) ?? {};
  const files: { path: string; kind: Correction["kind"] }[] = [];
  for (const path of new Set([...Object.keys(theirs), ...Object.keys(base)])) {
    const correction = correct(base[path] ?? null, await lyingAt(folder, path), theirs[path] ?? null);
    if (correction === null) continue;
    files.push({ path, kind: correction.kind });
    if (!dryRun) await apply(folder, path, correction);
  }
  // Last: what ends before it is worked out anew, and comes to the same.
  if (!dryRun) await keepStartedFrom(course, module, theirs);
  return { module, files };
}

async function apply(folder: string, path: string, correction: Correction): Promise<void> {
  switch (correction.kind) {
    case "removed":
      return removeModuleFile(folder, path);
    case "conflict":
      return writeBeside(folder, path, correction.text);
    default:
      return writeModuleFile(folder, path, correction.text);
  }
}

/** Lays the course's file beside one's own, over nothing that is there: what is there may be half of somebody's merging. */
async function writeBeside(folder: string, path: string, text: string): Promise<void> {
  for (let number = 1; ; number += 1) {
    const beside = besideOf(path, number);
    const lying = await lyingAt(folder, beside);
    if (lying.kind === "file" && lying.text === text) return;
    if (lying.kind === "nothing") return writeModuleFile(folder, beside, text);
  }
}

/** `src/sgd.new.ts`, and then `src/sgd.new-2.ts`: no file of a submission and no test may be called so. */
function besideOf(path: string, number = 1): string {
  const mark = number === 1 ? ".new" : `.new-${number}`;
  return path.replace(/(\.[^./]*)?$/, (ending) => `${mark}${ending}`);
}

const done: Readonly<Record<Correction["kind"], string>> = {
  added: "added",
  updated: "updated",
  merged: "merged with your changes",
  removed: "removed, for the course has it no more",
  conflict: "changed by you and by the course",
};

function viewCorrected({ module, files }: Corrected, dryRun: boolean): readonly string[] {
  if (files.length === 0) return [`${module} is as the course has it, apart from what you wrote.`];
  return [
    `${module}${dryRun ? ", if it were done" : ""}:`,
    ...files.map(({ path, kind }) => {
      const beside = kind === "conflict" ? `: yours stays, the course's is ${besideOf(path)}` : "";
      return `  ${path}  ${done[kind]}${beside}`;
    }),
  ];
}
