import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

/**
 * A named export of one of a course's own files; its shape is checked by whoever asked for it. The file may import
 * `@tinytorch/course` wherever the course lies, and gets this program's own.
 */
export async function importNamed<Value>(file: string, name: string): Promise<Value> {
  const url = pathToFileURL(file).href;
  ownImports.add(url);
  const module: Record<string, Value> = await import(url);
  const value = module[name];
  if (value === undefined) throw new Error(`${file} must export ${name}, got no such export`);
  return value;
}

/** The files that were asked for. */
const ownImports = new Set<string>();

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (context.parentURL !== undefined && ownImports.has(context.parentURL) && specifier.startsWith("@tinytorch/")) {
      return nextResolve(specifier, { ...context, parentURL: import.meta.url });
    }
    const resolved = nextResolve(specifier, context);
    // No package.json need say that a course's files are modules.
    return ownImports.has(resolved.url) ? { ...resolved, format: "module-typescript" } : resolved;
  },
});
