import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { keptFile } from "../course/kept-file.ts";

/** Texts of a module by their paths inside its folder, as they were handed out. */
export type ModuleTexts = Readonly<Record<string, string>>;

/** What a module was begun from, where `tito reset` looks for it too. */
async function kept(course: string, id: string) {
  const { starterTextsSchema } = await import("@tinytorch/course-files");
  return keptFile(course, {
    name: `starters/${id}.json`,
    schema: starterTextsSchema,
    writer: "`tito start`",
    advice: `delete it and run \`tito start ${id}\``,
  });
}

/** What a module was begun from; null where that is not kept. @throws CliError when the file is not what `tito start` wrote. */
export async function readStartedFrom(course: string, id: string): Promise<ModuleTexts | null> {
  const { read, refused } = await kept(course, id);
  const found = await read();
  if (found === null) return null;
  if (found.module !== id) throw refused(`the module ${found.module}`);
  return found.files;
}

/** Keeps what a module was begun from, whole or not at all. @throws CliError when it cannot be written. */
export async function keepStartedFrom(course: string, id: string, files: ModuleTexts): Promise<void> {
  await (await kept(course, id)).write({ module: id, files: { ...files } });
}

/** The ids of the modules of which it is kept, in order. */
export async function startedModules(course: string): Promise<readonly string[]> {
  const names = await readdir(join(course, ".tito", "starters")).catch(() => []);
  return names.flatMap((name) => /^(\d{2}-[a-z][a-z0-9-]*)\.json$/.exec(name)?.[1] ?? []).sort();
}
