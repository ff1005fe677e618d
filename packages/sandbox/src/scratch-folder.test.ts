// Lane: process

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeScratchFolder, sweepScratchFolders } from "./scratch-folder.ts";

/** Makes a scratch folder in a process of its own, which then waits. */
async function another() {
  const program = `
    import { makeScratchFolder } from ${JSON.stringify(join(import.meta.dirname, "scratch-folder.ts"))};
    console.log(makeScratchFolder());
    setInterval(() => {}, 1_000);`;
  const words = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return { child, folder: String(line).trim() };
}

test.skipIf(process.platform !== "linux")(
  "the folder of a process that was killed is swept away, and nobody else's",
  async () => {
    const own = makeScratchFolder();
    const [dead, alive] = [await another(), await another()];
    // The same process id and start in another container.
    const elsewhere = join(tmpdir(), basename(dead.folder).replace(/sandbox-\d+/, "sandbox-1"));
    mkdirSync(elsewhere);
    onTestFinished(() => {
      alive.child.kill("SIGKILL");
      for (const folder of [own, alive.folder, elsewhere]) rmSync(folder, { recursive: true });
    });
    mkdirSync(join(dead.folder, "state"));
    writeFileSync(join(dead.folder, "state", "lock"), "");
    dead.child.kill("SIGKILL");
    await once(dead.child, "exit");

    sweepScratchFolders();
    expect([dead.folder, own, alive.folder, elsewhere].map((folder) => existsSync(folder))).toEqual([
      ...[false, true, true, true],
    ]);
  },
);

test.skipIf(process.platform !== "linux")("a process id that was given again is not taken for the owner", () => {
  const own = makeScratchFolder();
  onTestFinished(() => rmSync(own, { recursive: true }));
  const before = join(tmpdir(), basename(own).replace(/-\d+-(\w+)$/, "-1-$1"));
  mkdirSync(before);
  sweepScratchFolders();
  expect([existsSync(before), existsSync(own)]).toEqual([false, true]);
});
