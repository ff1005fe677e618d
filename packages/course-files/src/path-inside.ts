import path, { type PlatformPath } from "node:path";

/**
 * Where a file lies in a folder, as courses and submissions write it: `src/sgd.ts`, with `/` on every system.
 *
 * @param rules how paths are written here; those of this machine by default.
 */
export function pathInside(folder: string, file: string, rules: PlatformPath = path): string {
  return rules.relative(folder, file).split(rules.sep).join("/");
}
