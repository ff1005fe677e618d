import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sourceKey } from "./source-key.ts";

const builds = join(import.meta.dirname, "../dist");
const program = join(import.meta.dirname, "build-program.ts");
/** Of earlier sources; a server may still serve the one before. */
const keptBuilds = 3;

/**
 * The folder of the built pages, which is named by a hash of all they are made of: built when it is not there, which takes some
 * seconds. `say` is told where that begins and where it ends.
 * @throws Error with what the build said when it fails.
 */
export async function builtPages(say: (line: string) => void = () => undefined): Promise<string> {
  const folder = join(builds, sourceKey());
  if (existsSync(join(folder, "index.html"))) return folder;
  const begun = performance.now();
  say("Building the pages, once for this version: some seconds …");
  await mkdir(builds, { recursive: true });
  const unfinished = await mkdtemp(join(builds, ".unfinished-"));
  try {
    await runBuild(unfinished);
    // Whoever built the same at the same time was first: theirs is as good.
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, "index.html"))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await removeOldBuilds();
  say(`The pages are built (${((performance.now() - begun) / 1000).toFixed(1)} s).`);
  return folder;
}

async function runBuild(folder: string): Promise<void> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, folder], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`pages: they must build, got exit ${child.exitCode} and ${said.trim()}`);
}

async function removeOldBuilds(): Promise<void> {
  const names = (await readdir(builds)).filter((name) => !name.startsWith("."));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(builds, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const old = aged.sort((one, other) => other.at - one.at).slice(keptBuilds);
  await Promise.all(old.map(({ name }) => rm(join(builds, name), { recursive: true, force: true })));
}
