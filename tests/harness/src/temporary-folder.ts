import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is removed when the test ends. A concurrent test gives its own `onTestFinished`. */
export function temporaryFolder(whenFinished: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-"));
  whenFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
