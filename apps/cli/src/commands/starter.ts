import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { CliError } from "../cli-error.ts";
import { courseOption, display, findModule, requireHiddenMaterial } from "../course-folder.ts";
import { leakedLines } from "../leaked-lines.ts";
import { print } from "../terminal.ts";

type Sources = ReadonlyMap<string, string>;

export const starter = new Command("starter")
  .description("write a module's src/ anew from its solution (needs the hidden material)")
  .argument("<module>", "08-optimizers or 08")
  .option("--check", "write nothing; fail when src/ is not what would be written, or holds solution text")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito starter 08 --check")
  .action(async (name, { check, course }) => {
    const { manifest, folder } = await findModule(course, name);
    await requireHiddenMaterial(course);
    const solution = await readSources(join(course, "grading", manifest.id, "solution", "src"));
    if (solution.size === 0) throw new CliError(2, `${manifest.id} must have a solution, got none`);
    const { stripSolution } = await import("@tinytorch/course");
    const strip = (path: string, text: string) => {
      try {
        return stripSolution(text, manifest.id);
      } catch (error) {
        throw new CliError(1, `${path}: ${error instanceof Error ? error.message : error}`);
      }
    };
    const wanted = new Map([...solution].map(([path, text]) => [path, strip(path, text)]));
    const source = join(folder, "src");
    const present = await readSources(source);
    const different = [...wanted].filter(([path, text]) => present.get(path) !== text);
    const surplus = [...present.keys()].filter((path) => !wanted.has(path));

    if (!check) {
      for (const [path, text] of different) {
        await mkdir(dirname(join(source, path)), { recursive: true });
        await writeFile(join(source, path), text);
        print(`wrote ${display(join(source, path))}`);
      }
      for (const path of surplus) print(`left ${display(join(source, path))}: the solution has no such file`);
      return print(`${wanted.size} files are as the solution makes them, ${different.length} of them written now.`);
    }

    const complaints = [
      ...different.map(([path]) =>
        present.has(path) ? `${path} differs from what the solution makes` : `${path} is missing`,
      ),
      ...surplus.map((path) => `${path} is not in the solution`),
      ...leakedLines(solution, present).map(({ path, line, text }) => `${path}:${line} is solution text: ${text}`),
    ];
    for (const complaint of complaints) print(`❌ ${display(source)}/${complaint}`);
    if (complaints.length === 0)
      return print(`✅ ${manifest.id}: all ${wanted.size} files are as the solution makes them.`);
    throw new CliError(1, `the starter must be what the solution makes: run \`tito starter ${manifest.id}\``);
  });

/** Every file under a folder by its path inside it, in order; nothing when there is no such folder. */
async function readSources(folder: string): Promise<Sources> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  const named = paths.map((path, index) => [path.slice(folder.length + 1), texts[index] ?? ""] as const);
  return new Map(named.sort(([a], [b]) => a.localeCompare(b)));
}
