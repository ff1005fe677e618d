import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The module's exports: from src/, or from another folder when TINYTORCH_MODULE_SOURCE names one. */
export async function loadMine(): Promise<typeof import("../src/index.ts")> {
  const source = process.env.TINYTORCH_MODULE_SOURCE;
  return source ? import(pathToFileURL(join(source, "index.ts")).href) : import("../src/index.ts");
}
