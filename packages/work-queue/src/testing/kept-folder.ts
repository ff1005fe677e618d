import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for a Redis of a test file; it is removed when the process ends, for others may still write into it. */
export function keptFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-redis-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
