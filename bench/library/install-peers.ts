import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = import.meta.dirname;

/**
 * Installs the libraries that ours is compared with, unless they are there. They are larger than all else that the workspace
 * needs, so nobody gets them who does not measure: this folder is no member of the workspace and has a lockfile of its own.
 * What comes of ours is found further up, in `bench/node_modules`.
 */
export function installPeers(): void {
  if (existsSync(join(folder, "node_modules"))) return;
  process.stderr.write("Installing the libraries to compare with, once: some 390 MB in bench/library/node_modules.\n");
  const words = ["install", "--ignore-workspace", "--frozen-lockfile", "--ignore-scripts", "--reporter=silent"];
  const { status, error } = spawnSync("pnpm", words, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0)
    throw new Error(`bench: the libraries to compare with must install, got ${error?.message ?? `exit ${status}`}`);
}

if (import.meta.main) installPeers();
