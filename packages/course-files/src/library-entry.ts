import { join } from "node:path";

const packagesFolder = join(import.meta.dirname, "../..");

/**
 * Where a package that a manifest allows (`@tinytorch/tensor`) begins: among the program's own, for a course is data and what it
 * names is served from here wherever it lies.
 */
export function libraryEntry(name: string): string {
  return join(packagesFolder, name.replace("@tinytorch/", ""), "src/index.ts");
}
