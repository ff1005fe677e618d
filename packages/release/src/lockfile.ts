import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Has npm write `package-lock.json` beside a manifest, without the address of a registry: who installs brings their own.
 *
 * @throws when npm is missing or cannot reach its registry.
 */
export async function writeLockfile(folder: string): Promise<void> {
  const options = [
    "--package-lock-only",
    "--omit-lockfile-registry-resolved",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
  ];
  await promisify(execFile)("npm", ["install", ...options], { cwd: folder, shell: process.platform === "win32" });
}
