/** Names by the package of ours that they come from. */
export type NamesByPackage = ReadonlyMap<string, readonly string[]>;

/** What texts import of packages of ours when they run: a type is gone by then, and a package of which only types are imported. */
export function packagesUsed(texts: readonly string[]): NamesByPackage {
  const used = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const [, clause = "", name = ""] of text.matchAll(importOfOurs)) {
      const listed = /^\{(.*)\}$/s.exec(clause)?.[1];
      const names = listed === undefined ? [] : valuesIn(listed);
      if (listed !== undefined && names.length === 0) continue;
      used.set(name, new Set([...(used.get(name) ?? []), ...names]));
    }
  }
  return new Map(Array.from(used, ([name, names]) => [name, [...names]]));
}

/** `import type { … }` is none: what stands between `import` and `from` is a list, all, or one name. In a comment none begins a line. */
const importOfOurs =
  /^[ \t]*(?:import|export)\s*(\{[^}]*\}|\*(?:\s*as\s+[\w$]+)?|(?<=\s)[\w$]+)\s*from\s*["'](@tinytorch\/[a-z]+)["']/gm;

function valuesIn(list: string): readonly string[] {
  const entries = list.split(",").map((entry) => entry.trim());
  return entries.filter((entry) => entry !== "" && !/^type\s/.test(entry)).map((entry) => entry.split(/\s/)[0] ?? "");
}
