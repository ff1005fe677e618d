import { relative, resolve } from "node:path";
import { CliError } from "../../terminal/cli-error.ts";

/**
 * The files of a module that a person means by `src/sgd.ts`, `sgd.ts`, `sgd` or a path from where they are; all of them when none is named.
 * @param there what can be meant, by path inside the module's folder.
 * @throws CliError naming those there are, when one is none of them.
 */
export function chosenFiles(there: readonly string[], names: readonly string[], folder: string): readonly string[] {
  if (names.length === 0) return there;
  const chosen = names.map((name) => {
    const ways = [name, `src/${name}`, `src/${name}.ts`, relative(folder, resolve(name))];
    const path = ways.map((way) => way.replaceAll("\\", "/")).find((way) => there.includes(way));
    if (path !== undefined) return path;
    throw new CliError(2, `the file must be one of ${there.join(", ")}, got ${JSON.stringify(name)}`);
  });
  return [...new Set(chosen)];
}
