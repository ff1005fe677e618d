import { join } from "node:path";
import { bundle } from "@tinytorch/sandbox";

/**
 * The library packages as the sandbox serves them: one JavaScript module each, by module id, with the packages that
 * they import in turn. A package lies in `packages/<name>` of the repository.
 */
export async function libraryModules(root: string, names: readonly string[]): Promise<Record<string, string>> {
  const modules: Record<string, string> = {};
  let missing = [...new Set(names)];
  while (missing.length > 0) {
    const bundles = await bundle(
      missing.map((name) => ({
        entry: join(root, "packages", name.replace("@tinytorch/", ""), "src/index.ts"),
        format: "esm",
      })),
    );
    for (const [index, { code }] of bundles.entries()) modules[moduleId(missing[index] ?? "")] = code;
    const imported = new Set(bundles.flatMap(({ imports }) => imports));
    missing = [...imported].filter((name) => !Object.hasOwn(modules, moduleId(name)));
  }
  return modules;
}

function moduleId(name: string): string {
  return `${name}/src/index.ts`;
}
