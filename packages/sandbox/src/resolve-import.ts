/** Where an import leads: a module we serve, or a sentence for the student that says why it leads nowhere. */
export type Resolution =
  | { readonly kind: "module"; readonly id: string }
  | { readonly kind: "refused"; readonly message: string };

/**
 * Resolves an import inside the sandbox. A submission sees its own files by relative path (`./sgd.ts`, `./sgd.js` and
 * `./sgd` are the same, and a folder is its `index.ts`) and the packages its manifest allows; a package of ours sees its
 * own files and its fellow packages. There is nothing else to find.
 *
 * Where modules are joined, files of the submission stand in the place of packages: all that may import such a package find those, but
 * for the files in `src/given/`, which stand there themselves and find the packages.
 *
 * @param from id of the importing module: `src/sgd.ts`, or `@tinytorch/tensor/src/index.ts` for ours.
 * @param has tells whether a module of that id exists.
 */
export function resolveImport(
  specifier: string,
  from: string,
  allowedImports: readonly string[],
  has: (id: string) => boolean,
  ownPackages: Readonly<Record<string, string>> = {},
): Resolution {
  const ours = from.startsWith("@tinytorch/");
  const got = `got ${JSON.stringify(specifier)} in ${from}`;
  if (/^\.\.?(\/|$)/.test(specifier)) {
    const path = joinPath(from, specifier);
    const room = ours ? from.split("/").slice(0, 2).join("/") : "src";
    const id = path?.startsWith(`${room}/`) || path === room ? namedBy(path).find(has) : undefined;
    if (id !== undefined) return { kind: "module", id };
    return refused(
      `a relative import must name one of the submitted files, ${got}: hand the file in, or mend the name`,
    );
  }
  const isAllowed = allowedImports.includes(specifier);
  const entry = `${specifier}/src/index.ts`;
  const own = from.startsWith("src/given/") && has(entry) ? undefined : ownPackages[specifier];
  if (!ours && isAllowed && own !== undefined && has(own)) return { kind: "module", id: own };
  if ((ours || isAllowed) && has(entry)) return { kind: "module", id: entry };
  const allowed = [...allowedImports, "its own files"].join(", ").replace(/, (?=[^,]*$)/, " and ");
  const node = specifier.startsWith("node:") ? "; there is no Node where code runs" : "";
  return refused(`this module may import ${allowed}, ${got}${node}`);
}

/** The files that a path may mean. */
function namedBy(path: string): readonly string[] {
  const source = path.replace(/\.(?:js|mjs)$/, ".ts");
  return [path, source, `${path}.ts`, `${path}/index.ts`];
}

/** What a relative path means to a file; null where it leads above everything. */
export function joinPath(from: string, specifier: string): string | null {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "." || part === "") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

function refused(message: string): Resolution {
  return { kind: "refused", message: `import: ${message}` };
}
