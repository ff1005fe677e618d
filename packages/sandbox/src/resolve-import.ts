/** Where an import leads: a module we serve, or a sentence for the student that says why it leads nowhere. */
export type Resolution =
  | { readonly kind: "module"; readonly id: string }
  | { readonly kind: "refused"; readonly message: string };

/**
 * Resolves an import inside the sandbox. A submission sees its own files by relative path and the packages its
 * manifest allows; a package of ours sees its own files and its fellow packages. There is nothing else to find.
 *
 * @param from id of the importing module: `src/sgd.ts`, or `@tinytorch/tensor/src/index.ts` for ours.
 * @param has tells whether a module of that id exists.
 */
export function resolveImport(
  specifier: string,
  from: string,
  allowedImports: readonly string[],
  has: (id: string) => boolean,
): Resolution {
  const ours = from.startsWith("@tinytorch/");
  if (/^\.\.?\//.test(specifier)) {
    const id = joinPath(from, specifier);
    const room = ours ? from.split("/").slice(0, 2).join("/") : "src";
    if (id?.startsWith(`${room}/`) && has(id)) return { kind: "module", id };
    return refused(specifier, from, "a relative import must name one of the submitted files");
  }
  const entry = `${specifier}/src/index.ts`;
  if ((ours || allowedImports.includes(specifier)) && has(entry)) return { kind: "module", id: entry };
  return refused(specifier, from, `this module may import ${allowedImports.join(", ")} and its own files`);
}

function joinPath(from: string, specifier: string): string | null {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

function refused(specifier: string, from: string, rule: string): Resolution {
  return { kind: "refused", message: `import: ${rule}, got ${JSON.stringify(specifier)} in ${from}` };
}
