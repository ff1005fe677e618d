import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs what a measurement compares with or measures by, unless it is there: a folder that is no member of the workspace and has a
 * lockfile of its own, so that nobody gets what is in it who does not measure. What comes of ours is found further up, in
 * `bench/node_modules`.
 *
 * @param said what is installed and how much that is, for whoever waits.
 * @throws Error when it does not install.
 */
export function installApart(folder: string, said: string): void {
  if (existsSync(join(folder, "node_modules"))) return;
  process.stderr.write(`Installing ${said}, once, in ${folder}.\n`);
  const words = ["install", "--ignore-workspace", "--frozen-lockfile", "--ignore-scripts", "--reporter=silent"];
  const { status, error } = spawnSync("pnpm", words, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`bench: ${said} must install, got ${error?.message ?? `exit ${status}`}`);
}
