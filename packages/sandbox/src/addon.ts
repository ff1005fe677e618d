/// <reference path="./node-gyp-build.d.ts" />
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import nodeGypBuild from "node-gyp-build";

/** Where a release has isolated-vm's binaries: beside the program, for it has no package of that name. */
const shipped = join(dirname(import.meta.dirname), "isolated-vm");

/** The folder whose `prebuilds` are isolated-vm's binaries. */
export function addonFolder(): string {
  if (existsSync(shipped)) return shipped;
  return dirname(createRequire(import.meta.url).resolve("isolated-vm/package.json"));
}

/** isolated-vm's binary for this machine and this Node. @throws when there is none. */
export function addonPath(): string {
  return nodeGypBuild.path(addonFolder());
}
