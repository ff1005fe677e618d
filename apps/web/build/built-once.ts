import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

/** So many, those that were wanted last: a server may still serve the one before. */
const keptBuilds = 3;

/** What is built once for all that it is made of. */
export interface Build {
  /** In a sentence: `the pages`. */
  readonly name: string;
  /** The folder in which its builds are, each under its key; what is built of other things has a folder of its own. */
  readonly builds: string;
  /** A hash of all it is made of. */
  readonly key: string;
  /** A file that a whole build has. */
  readonly mark: string;
  /** What builds it into a folder that is named first. */
  readonly program: string;
  readonly arguments: readonly string[];
}

/**
 * The folder of a build: built in a process of its own when it is not there. `say` is told where that begins and where it ends.
 * @throws Error with what the build said when it fails.
 */
export async function builtOnce(build: Build, say: (line: string) => void): Promise<string> {
  const { name, builds, key, mark } = build;
  const folder = join(builds, key);
  if (existsSync(join(folder, mark))) {
    const now = new Date();
    // A server that may not write there removes nothing there either.
    await utimes(folder, now, now).catch(() => undefined);
    return folder;
  }
  const begun = performance.now();
  say(`Building ${name}, once for this version: some seconds …`);
  await mkdir(builds, { recursive: true });
  const unfinished = await mkdtemp(join(builds, ".unfinished-"));
  try {
    const said = await runBuild(build, unfinished);
    if (said !== "") say(said);
    // Whoever built the same at the same time was first: theirs is as good.
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, mark))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await removeOldBuilds(builds);
  say(`Built ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s).`);
  return folder;
}

async function runBuild({ name, program, arguments: more }: Build, folder: string): Promise<string> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, folder, ...more], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`${name} must build, got exit ${child.exitCode} and ${said.trim()}`);
  return said.trim();
}

async function removeOldBuilds(builds: string): Promise<void> {
  const names = (await readdir(builds)).filter((name) => !name.startsWith("."));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(builds, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const old = aged.sort((one, other) => other.at - one.at).slice(keptBuilds);
  await Promise.all(old.map(({ name }) => rm(join(builds, name), { recursive: true, force: true })));
}
