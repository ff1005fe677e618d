import { execFileSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { temporaryFolder } from "@tinytorch/test-harness";
import { onTestFinished } from "vitest";

/** A file system of its own of so many bytes, when this account may mount one. */
export function smallDisk(bytes: number): string | undefined {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync("umount", ["--lazy", folder]);
  });
  return folder;
}

/** Writes to a file until nothing more fits. */
export function fillDisk(file: string): void {
  const descriptor = openSync(file, "w");
  for (const size of [65_536, 4_096]) {
    const block = Buffer.alloc(size, 1);
    try {
      while (writeSync(descriptor, block) === size);
    } catch {
      // The disk is full for blocks of this size.
    }
  }
  closeSync(descriptor);
}
