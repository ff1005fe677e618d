import { lstat, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CliError } from "../../terminal/cli-error.ts";
import { display } from "./course-folder.ts";

/** @throws CliError when something is there: a file, a folder, a link. */
export async function requireNothingAt(path: string): Promise<void> {
  if ((await lstat(path).catch(() => null)) === null) return;
  throw new CliError(2, `the folder must not be there yet, got ${display(path)}`);
}

/**
 * Writes texts, by checked paths, into a folder that is not there yet: it is there whole or not at all.
 * @throws CliError when it is there, or cannot be written.
 */
export async function writeNewFolder(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  let draft: string | undefined;
  try {
    await mkdir(dirname(folder), { recursive: true });
    draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
    // Others may look into it, as into any folder that is made.
    const whole = join(draft, "whole");
    for (const [path, text] of Object.entries(texts)) {
      await mkdir(dirname(join(whole, path)), { recursive: true });
      await writeFile(join(whole, path), text, { flag: "wx" });
    }
    await requireNothingAt(folder);
    await rename(whole, folder);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new CliError(2, `${display(folder)} must be writable, got ${error.code}`);
  } finally {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
  }
}
