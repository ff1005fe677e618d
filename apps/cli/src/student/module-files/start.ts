import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { hasServer, needing, ofRepository } from "../../terminal/installed.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { courseOption, display, findModule, hasHiddenMaterial } from "../course/course-folder.ts";
import { moduleId } from "../course/module-id.ts";
import { writeNewFolder } from "../course/write-new-folder.ts";
import { fetchModule } from "./fetch-module.ts";
import { lyingAt, writeModuleFile } from "./module-on-disk.ts";
import { keepStartedFrom, type ModuleTexts, readStartedFrom } from "./started-from.ts";

export const start = new Command("start")
  .description(hasServer ? "begin a module; without one, run an autograder of your own with a demo" : "begin a module")
  .argument("[module]", "08-optimizers or 08")
  .option("--json", "print what was written as one JSON document")
  .addOption(ofRepository(new Option("-p, --port <n>", "without a module: the port to listen on (PORT, 8080)")))
  .addOption(
    ofRepository(new Option("--host <address>", "without a module: the address to listen on (HOST, 127.0.0.1)")),
  )
  .addOption(
    ofRepository(new Option("--data <dir>", "without a module: the folder of the database (TINYTORCH_DATA, .data)")),
  )
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito start 08")
  .action(async (name, { json, course, ...server }) => {
    if (name === undefined && !hasServer) throw new CliError(2, "a module must be named, as in `tito start 08`");
    if (name === undefined) {
      const { start: demo } = await import("../../operator/start.ts");
      const flags = Object.entries(server).flatMap(([flag, value]) => [`--${flag}`, value]);
      if (json) flags.push("--json");
      await needing(demo, "@tinytorch/autograder").parseAsync(flags, { from: "user" });
      return;
    }
    if (await hasHiddenMaterial(course)) {
      const { manifest, folder } = await findModule(course, name);
      if (json) return printJson({ module: manifest.id, folder, written: [], left: [], same: [] });
      return print(`${manifest.id} is all there already, in ${display(folder)}: this is the full repository.`);
    }
    const client = await openClient();
    const id = await moduleId(client, name);
    const texts = await fetchModule(client, id);
    const folder = join(course, "modules", id);
    const before = await readStartedFrom(course, id);
    // An end between the two leaves what is brought by the next `tito start`.
    if (before === null && (await lstat(folder).catch(() => null)) === null) await keepStartedFrom(course, id, texts);
    const begun = await begin(folder, texts);
    // What is there already was begun from what was kept then.
    const stays = Object.entries(before ?? {}).filter(([path]) => !begun.written.includes(path));
    await keepStartedFrom(course, id, { ...texts, ...Object.fromEntries(stays) });
    if (json) return printJson({ module: id, folder, ...begun });
    for (const line of viewBegun(id, folder, begun)) print(line);
  });

/** What was written, what was left for it is there otherwise, and what was there just so. */
interface Begun {
  readonly written: readonly string[];
  readonly left: readonly string[];
  readonly same: readonly string[];
}

/** Writes what is not there: a whole folder at once, or the files that are missing in it. */
async function begin(folder: string, texts: ModuleTexts): Promise<Begun> {
  const paths = Object.keys(texts);
  if ((await lstat(folder).catch(() => null)) === null) {
    await writeNewFolder(folder, texts);
    return { written: paths, left: [], same: [] };
  }
  const written: string[] = [];
  const left: string[] = [];
  const same: string[] = [];
  for (const [path, text] of Object.entries(texts)) {
    const lying = await lyingAt(folder, path);
    if (lying.kind === "nothing") {
      await writeModuleFile(folder, path, text);
      written.push(path);
    } else if (lying.kind === "file" && lying.text === text) same.push(path);
    else left.push(path);
  }
  return { written, left, same };
}

function viewBegun(id: string, folder: string, { written, left, same }: Begun): readonly string[] {
  const place = display(folder);
  const stays = left.map((path) => `stays as it is: ${path}`);
  if (written.length === 0) return [...stays, `${id} is all there already, in ${place}.`];
  const count = written.length === 1 ? "1 file" : `${written.length} files`;
  const rest = same.length === 0 ? "" : `; ${same.length} were there already`;
  return [
    ...stays,
    `${id} is in ${place}: ${count} written${rest}.`,
    `Begin with ${display(join(folder, "README.md"))}, and try it with \`tito test ${id.slice(0, 2)}\`.`,
  ];
}
