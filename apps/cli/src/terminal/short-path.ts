import path, { type PlatformPath } from "node:path";

/**
 * A path as short as it can be said from a folder: relative inside it, else whole.
 *
 * @param rules how paths are written here; those of this machine by default.
 */
export function shortPath(from: string, place: string, rules: PlatformPath = path): string {
  const short = rules.relative(from, place);
  if (short === "") return ".";
  const isElsewhere = short === ".." || short.startsWith(`..${rules.sep}`) || rules.isAbsolute(short);
  return isElsewhere ? place : short;
}
