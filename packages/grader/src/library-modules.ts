import { readdir, readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

/**
 * The library packages as the sandbox serves them: JavaScript by module id, with the packages that they import in
 * turn. A package lies in `packages/<name>` of the repository.
 */
export async function libraryModules(
  root: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const modules: Record<string, string> = {};
  const waiting = [...names];
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const source = join(root, "packages", name.replace("@tinytorch/", ""), "src");
    for (const file of await readdir(source, { recursive: true })) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
      const text = stripTypeScriptTypes(await readFile(join(source, file), "utf8"));
      modules[`${name}/src/${file}`] = text;
      for (const [, imported] of text.matchAll(/from "(@tinytorch\/[a-z]+)"/g)) {
        if (imported !== undefined) waiting.push(imported);
      }
    }
  }
  return modules;
}
