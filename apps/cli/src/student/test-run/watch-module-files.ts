import { join, relative, sep } from "node:path";
import { watchFiles } from "../../terminal/watch-files.ts";
import { inUseFile, readInUse } from "../own/in-use.ts";

/** What is told of the files that a module's visible tests come from. */
export interface FileEvents {
  /** Something has been written, added or taken away: what was made of it before is old. */
  readonly onStale: () => void;
  /** It has been quiet for a moment since. */
  readonly onQuiet: () => void;
}

/**
 * Watches what a module's visible tests come from: its `src/`, `tests/` and `module.json`, those of one's own modules that are in use,
 * and which these are.
 * @returns what ends it, once all is watched.
 */
export async function watchModuleFiles(
  course: string,
  id: string,
  { onStale, onQuiet }: FileEvents,
): Promise<() => Promise<void>> {
  let modules = await modulesOf(course, id);
  const parts = modules.flatMap((each) => partsOf(course, each));
  const files = await watchFiles(parts, onQuiet, { onStale, counts: (path) => isRead(course, modules, path) });
  const choice = await watchFiles([inUseFile(course)], async () => {
    const now = await modulesOf(course, id);
    if (now.join() === modules.join()) return;
    files.add(now.filter((each) => !modules.includes(each)).flatMap((each) => partsOf(course, each)));
    modules = now;
    onStale();
    onQuiet();
  });
  return async () => {
    await Promise.all([files.stop(), choice.stop()]);
  };
}

function partsOf(course: string, id: string): readonly string[] {
  return ["src", "tests", "module.json"].map((part) => join(course, "modules", id, part));
}

/** Whether a run reads such a file: what editors keep beside it is none. */
function isRead(course: string, modules: readonly string[], path: string): boolean {
  const [id = "", ...inside] = relative(join(course, "modules"), path).split(sep);
  return modules.includes(id) && (inside.join("/") === "module.json" || path.endsWith(".ts"));
}

/** The module and, where the choice can be read, one's own that are in use; where it cannot, the next run says so. */
async function modulesOf(course: string, id: string): Promise<readonly string[]> {
  const { mine } = await readInUse(course).catch(() => ({ mine: {} }));
  return [...new Set([id, ...Object.keys(mine).sort()])];
}
