import { join } from "node:path";

const packagesFolder = join(import.meta.dirname, "../..");

/**
 * Where a package that a manifest allows (`@tinytorch/tensor`) begins, or the inside of one (`@tinytorch/tensor/internal`): among
 * the program's own, for a course is data and what it names is served from here wherever it lies.
 */
export function libraryEntry(name: string): string {
  const [, folder = "", face = "index"] = name.split("/");
  return join(packagesFolder, folder, "src", `${face}.ts`);
}
