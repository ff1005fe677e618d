import { joinPath } from "./resolve-import.ts";

/**
 * The ids that an import of a visible test, of a file that tests share, or of the testkit may lead to; the first that there is a module
 * of is meant.
 *
 * @param from id of the importing module: `tests/sgd.test.ts`, `@tinytorch/testkit/src/matchers.ts`.
 */
export function resolveTestImport(specifier: string, from: string): readonly string[] {
  if (/^\.\.?(\/|$)/.test(specifier)) {
    const path = joinPath(from, specifier) ?? specifier;
    return [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}/index.ts`];
  }
  const [, name, face = "index"] = /^(@tinytorch\/[a-z-]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  return [name === undefined ? specifier : `${name}/src/${face}.ts`];
}

/** The names that a file imports from somewhere, as they are called there. */
export function importedNames(source: string, specifier: string): readonly string[] {
  const names = new Set<string>();
  for (const [, clause = "", from] of source.matchAll(/\bimport\s([^;"']*?)\sfrom\s*["']([^"']+)["']/g)) {
    if (from !== specifier) continue;
    const [, list = ""] = /\{([^}]*)\}/.exec(clause) ?? [];
    for (const each of list.split(",")) names.add(each.trim().split(/\s/)[0] ?? "");
    if (/^[\w$]/.test(clause)) names.add("default");
  }
  names.delete("");
  return [...names];
}
