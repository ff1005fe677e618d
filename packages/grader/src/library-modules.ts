import { join } from "node:path";
import { rolldown } from "rolldown";

/**
 * The library packages as the sandbox serves them: one JavaScript module each, by module id, with the packages that
 * they import in turn. A package lies in `packages/<name>` of the repository.
 */
export async function libraryModules(
  root: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const modules: Record<string, string> = {};
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const id = `${name}/src/index.ts`;
    if (Object.hasOwn(modules, id)) continue;
    const bundle = await rolldown({
      input: join(root, "packages", name.replace("@tinytorch/", ""), "src/index.ts"),
      platform: "neutral",
      external: /^@tinytorch\//,
    });
    // Every sandbox process reads them anew: the shorter the text, the sooner it is ready.
    const { output } = await bundle.generate({ format: "esm", comments: false, minify: withoutBlanks });
    await bundle.close();
    modules[id] = output[0].code;
    waiting.push(...output[0].imports);
  }
  return modules;
}

/** All names stay as they are written. */
const withoutBlanks = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
