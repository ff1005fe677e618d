import { join } from "node:path";
import { z } from "zod";
import { namedModules } from "../course/course-folder.ts";
import { keptFile } from "../course/kept-file.ts";

const inUseSchema = z.strictObject({
  mine: z.record(
    z.string().regex(/^\d{2}-[a-z][a-z0-9-]*$/, "must be a module like 01-tensor"),
    z.strictObject({ passed: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hex") }),
  ),
});

/** The modules of one's own that are in use, each with the hash of its files and its visible tests as they last passed. */
export type InUse = z.infer<typeof inUseSchema>;

/** Where a course keeps it. */
export function inUseFile(course: string): string {
  return join(course, ".tito", "in-use.json");
}

const kept = (course: string) =>
  keptFile(course, {
    name: "in-use.json",
    schema: inUseSchema,
    writer: "`tito use`",
    advice: "delete it and choose again",
  });

/** The modules that a later module's tests can run on, in order. */
export async function modulesToUse(): Promise<readonly string[]> {
  const { packagesBuilt } = await import("@tinytorch/joined");
  return [...new Set(Object.values(await packagesBuilt()).flat())].sort();
}

/** @throws CliError when this is no course, or the file is not what `tito use` wrote, or names a module that is not there or cannot be used. */
export async function readInUse(course: string): Promise<InUse> {
  const there = await namedModules(course, []);
  const { read, refused } = kept(course);
  const inUse = await read();
  if (inUse === null) return { mine: {} };
  const unknown = Object.keys(inUse.mine).find((id) => !there.includes(id));
  if (unknown !== undefined) throw refused(`${unknown}, which is no module of this course`);
  const ids = Object.keys(inUse.mine);
  const toUse = ids.length === 0 ? [] : await modulesToUse();
  const useless = ids.find((id) => !toUse.includes(id));
  if (useless !== undefined) throw refused(`${useless}, on which no later module's tests can run`);
  return inUse;
}

/**
 * Stores what a choice becomes. It is read anew: another terminal may have chosen since, for a module's tests take seconds.
 * @throws CliError as `readInUse` does, and where it cannot be written.
 */
export async function changeInUse(course: string, change: (mine: InUse["mine"]) => InUse["mine"]): Promise<void> {
  // What takes time is loaded before: what is read next is written at once.
  await modulesToUse();
  const { mine } = await readInUse(course);
  await kept(course).write({ mine: change(mine) });
}
