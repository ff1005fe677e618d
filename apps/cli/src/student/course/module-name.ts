import path, { type PlatformPath } from "node:path";
import leven from "leven";

/** The modules that a name may mean, in course order, and where there are none those that are spelled much like it. */
export interface Meant {
  readonly ids: readonly string[];
  readonly near: readonly string[];
}

/**
 * The modules that a person may mean by a name: `08-optimizers`, `08`, `8`, `optimizers`, a beginning of either (`opt`), or any of these
 * behind `modules/`. Case does not count, nor does which way slashes lean.
 */
export function meantBy(ids: readonly string[], name: string): Meant {
  const key = nameIn(name)
    .toLowerCase()
    .replace(/[_\s]+/g, "-")
    .replace(/^\d(?=-)/, "0$&");
  const rules: readonly ((id: string) => boolean)[] = [
    (id) => id === key,
    (id) => /^\d+$/.test(key) && Number(id.slice(0, 2)) === Number(key),
    (id) => nounOf(id) === key,
    (id) => key !== "" && (id.startsWith(key) || nounOf(id).startsWith(key)),
  ];
  for (const rule of rules) {
    const found = ids.filter(rule);
    if (found.length > 0) return { ids: found, near: [] };
  }
  return { ids: [], near: nearest(ids, key) };
}

/**
 * The module in whose folder, visible or hidden, a place lies; null when it is in none.
 *
 * @param rules how paths are written here; those of this machine by default.
 */
export function moduleAt(course: string, place: string, rules: PlatformPath = path): string | null {
  const [half, id = ""] = rules.relative(course, place).split(rules.sep);
  return (half === "modules" || half === "grading") && /^\d{2}-/.test(id) ? id : null;
}

/** Whether what names a module is a path to its folder. */
export function isPath(name: string): boolean {
  return /[\\/]|^\.\.?$/.test(name);
}

/** A name as a path that every system understands: with `/` alone. */
export function withSlashes(name: string): string {
  return name.replaceAll("\\", "/");
}

/** The part of a path that names a module: what stands below `modules` or `grading`, or all of it. */
function nameIn(name: string): string {
  const parts = withSlashes(name)
    .split("/")
    .filter((part) => !/^\.{0,2}$/.test(part));
  const [half, id] = parts;
  return (half === "modules" || half === "grading") && id !== undefined ? id : parts.join("/");
}

function nounOf(id: string): string {
  return id.slice(3);
}

/** A slip in every third letter, begun ones counted, is as far as a name goes. */
function nearest(ids: readonly string[], key: string): readonly string[] {
  if (!/[a-z]/.test(key)) return [];
  const slips = ids.map((id) => Math.min(leven(key, id), leven(key, nounOf(id))));
  const least = Math.min(...slips, Math.ceil(key.length / 3));
  return ids.filter((_, index) => slips[index] === least);
}
